// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.rollout.kayenta.Classification;
import dev.ballast.control.rollout.kayenta.Direction;
import dev.ballast.control.rollout.kayenta.EffectSize;
import dev.ballast.control.rollout.kayenta.MetricClassifier;
import dev.ballast.control.rollout.kayenta.MetricClassifier.Setting;
import dev.ballast.control.rollout.kayenta.MetricClassifier.Thresholds;
import dev.ballast.control.rollout.kayenta.MetricResult;
import dev.ballast.control.rollout.kayenta.NanStrategy;
import dev.ballast.control.rollout.kayenta.WeightedScorer;
import dev.ballast.control.rollout.kayenta.WeightedScorer.Scored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kayenta's own test cases, transcribed to JSON, run on our version of its judge. A case passes
 * when every expectation in it is met; one that says something we cannot read fails.
 */
final class KayentaCases {

  private static final double EXACT = 1e-9;

  /** The outcome of a case; an empty problem means that it passed. */
  record Outcome(String name, String problem) {}

  /** The outcomes of a file. */
  record Suite(String file, List<Outcome> outcomes) {
    Suite {
      outcomes = List.copyOf(outcomes);
    }

    long passed() {
      return outcomes.stream().filter(outcome -> outcome.problem().isEmpty()).count();
    }
  }

  private KayentaCases() {}

  static List<Suite> run(Path directory) {
    List<Suite> suites = new ArrayList<>();
    Map<String, Function<JsonNode, String>> kinds = new LinkedHashMap<>();
    kinds.put("classifier-cases.json", KayentaCases::classifier);
    kinds.put("mannwhitney-cases.json", KayentaCases::mannWhitney);
    kinds.put("scorer-cases.json", KayentaCases::scorer);
    kinds.put("statistic-cases.json", KayentaAssertions::problem);
    kinds.put("detector-transform-cases.json", KayentaAssertions::problem);
    kinds.forEach(
        (file, kind) -> {
          if (Files.isRegularFile(directory.resolve(file))) {
            suites.add(suite(directory.resolve(file), kind));
          }
        });
    if (suites.isEmpty()) {
      throw CommandFailure.usage(
          "DIR: "
              + directory
              + " (expected: a folder with "
              + String.join(", ", kinds.keySet())
              + ")");
    }
    return suites;
  }

  private static Suite suite(Path file, Function<JsonNode, String> kind) {
    JsonNode cases;
    try {
      cases = JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ": not JSON (" + e.getOriginalMessage() + ")");
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode one : cases) {
      String problem;
      try {
        problem = kind.apply(one);
      } catch (IllegalArgumentException | ArithmeticException e) {
        problem = Objects.requireNonNullElse(e.getMessage(), e.toString());
      }
      outcomes.add(new Outcome(one.path("name").asString(), problem));
    }
    return new Suite(file.getFileName().toString(), outcomes);
  }

  /** The numbers of an array; the string NaN is one. */
  static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i));
    }
    return values;
  }

  static double number(JsonNode node) {
    return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
  }

  private static String classifier(JsonNode one) {
    MetricResult result = classified(one);
    JsonNode expect = one.path("expect");
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : expect.properties()) {
      boolean met =
          switch (entry.getKey()) {
            case "classification" ->
                result.classification().label().equals(entry.getValue().asString());
            case "critical" -> result.critical() == entry.getValue().asBoolean();
            case "deviation" -> near(result.deviation(), number(entry.getValue()), EXACT);
            case "reasonNonEmpty" -> result.reason().isEmpty() != entry.getValue().asBoolean();
            default -> false;
          };
      if (!met) {
        wrong.add("expected " + entry.getKey() + " " + entry.getValue() + ", got " + result);
      }
    }
    return String.join("; ", wrong);
  }

  private static MetricResult classified(JsonNode one) {
    JsonNode classifier = one.path("classifier");
    Setting setting =
        new Setting(
            one.path("metricName").asString("metric"),
            Direction.valueOf(one.path("direction").asString().toUpperCase(Locale.ROOT)),
            NanStrategy.valueOf(one.path("nanStrategy").asString().toUpperCase(Locale.ROOT)),
            one.path("isCriticalMetric").asBoolean(false),
            one.path("isDataRequired").asBoolean(one.path("mustHaveData").asBoolean(false)));
    double[] control = numbers(one.path("control"));
    double[] experiment = numbers(one.path("experiment"));
    return switch (classifier.path("type").asString()) {
      case "MannWhitneyClassifier" ->
          new MetricClassifier(
                  classifier.path("tolerance").asDouble(0.25),
                  classifier.path("confLevel").asDouble(0.98),
                  effectSize(classifier.path("effectSizeMeasure").asString("meanRatio")),
                  thresholds(classifier.path("effectSizeThresholds")),
                  thresholds(classifier.path("criticalThresholds")))
              .classify(control, experiment, setting);
      case "MeanInequalityClassifier" ->
          MetricClassifier.meanInequality(control, experiment, setting);
      default ->
          throw new IllegalArgumentException("unknown classifier " + classifier.path("type"));
    };
  }

  private static EffectSize effectSize(String name) {
    return switch (name) {
      case "meanRatio" -> EffectSize.MEAN_RATIO;
      case "cles" -> EffectSize.COMMON_LANGUAGE;
      default -> throw new IllegalArgumentException("unknown effect size " + name);
    };
  }

  private static Thresholds thresholds(JsonNode pair) {
    return pair.size() == 2
        ? new Thresholds(pair.get(0).asDouble(), pair.get(1).asDouble())
        : new Thresholds(1, 1);
  }

  private static String scorer(JsonNode one) {
    Map<String, Double> weights = new LinkedHashMap<>();
    one.path("groupWeights")
        .properties()
        .forEach(entry -> weights.put(entry.getKey(), entry.getValue().asDouble()));
    List<Scored> metrics = new ArrayList<>();
    for (JsonNode metric : one.path("metrics")) {
      List<String> groups = new ArrayList<>();
      metric.path("groups").forEach(group -> groups.add(group.asString()));
      MetricResult result =
          new MetricResult(
              classification(metric.path("classification").asString()),
              metric.path("critical").asBoolean(),
              1,
              "");
      metrics.add(new Scored(metric.path("name").asString(), result, groups));
    }
    double score = new WeightedScorer(weights).score(metrics).summary();
    JsonNode wanted = one.path("expect").path("summaryScore");
    return wanted.isNumber() && near(score, wanted.asDouble(), EXACT)
        ? ""
        : "expected " + one.path("expect") + ", got " + score;
  }

  private static Classification classification(String label) {
    for (Classification value : Classification.values()) {
      if (value.label().equals(label)) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown classification " + label);
  }

  private static String mannWhitney(JsonNode one) {
    JsonNode arrays = one.path("arrays");
    double[] x = numbers(first(arrays, "experimentData", "experiment", "x"));
    double[] y = numbers(first(arrays, "controlData", "control", "y"));
    double confidence =
        first(one, "confidenceLevel").isNumber()
            ? one.path("confidenceLevel").asDouble()
            : one.path("expect").path("confidenceLevel").asDouble(0.98);
    return new MannWhitneyExpectations(x, y, confidence, one.path("expect")).problem();
  }

  private static JsonNode first(JsonNode node, String... names) {
    for (String name : names) {
      if (node.has(name)) {
        return node.path(name);
      }
    }
    return node.path(names[0]);
  }

  static boolean near(double value, double wanted, double tolerance) {
    return Double.isNaN(wanted) ? Double.isNaN(value) : Math.abs(value - wanted) <= tolerance;
  }
}
