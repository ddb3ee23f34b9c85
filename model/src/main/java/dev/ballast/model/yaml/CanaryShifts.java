// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryStage;
import dev.ballast.model.rollout.ObjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Reads how a canary's traffic grows. Flagger's rules decide which of its keys count: a number of
 * iterations means A/B or blue/green, stepWeight goes before stepWeights, and the last of
 * stepWeights is the largest weight whatever maxWeight says.
 */
final class CanaryShifts {

  private static final int WHOLE = 100;
  private static final int ITERATIONS = 10;
  private static final List<String> KEYS = List.of("stepWeight", "stepWeights", "iterations");

  private final Consumer<Problem> report;
  private final Wholes wholes;
  private final CanaryMetrics metrics;
  private final CanaryChecks checks;

  CanaryShifts(Consumer<Problem> report, CanaryMetrics metrics) {
    this.report = report;
    this.metrics = metrics;
    wholes = new Wholes(report);
    checks = new CanaryChecks(report);
  }

  Shift read(ObjectName canary, Cursor spec, Optional<Cursor> written, List<CanaryMetric> checked) {
    Optional<Cursor> outer = spec.at("stages");
    Optional<Cursor> inner = written.flatMap(analysis -> analysis.at("stages"));
    if (outer.isPresent() && inner.isPresent()) {
      report.accept(
          new Problem.BadValue(
              spec.placeOf("stages"),
              "spec.stages",
              "beside spec.analysis.stages",
              "only one of them",
              "Fix: remove one"));
    }
    Optional<Cursor> stages = outer.or(() -> inner);
    if (stages.isPresent()) {
      written.ifPresent(this::reportRivals);
      return staged(canary, stages.get(), checked);
    }
    boolean kubernetes = spec.text("provider").orElse("").equals("kubernetes");
    return written
        .map(analysis -> stock(analysis, kubernetes))
        .orElse(new Shift.Weights(List.of(), 0));
  }

  /** Keys that say otherwise how the traffic grows. */
  private void reportRivals(Cursor analysis) {
    for (String key : List.of("stepWeight", "stepWeights", "maxWeight", "iterations", "mirror")) {
      if (analysis.has(key)) {
        report.accept(
            new Problem.BadValue(
                analysis.placeOf(key),
                analysis.path() + "." + key,
                "beside stages",
                "only stages say how the traffic grows",
                "Fix: remove one"));
      }
    }
  }

  private Shift stock(Cursor analysis, boolean kubernetes) {
    int iterations = wholes.of(analysis, "iterations", 0);
    int copies = analysis.flag("mirror", false) ? copies(analysis) : 0;
    boolean matched = !analysis.items("match").isEmpty() && !kubernetes;
    int step = wholes.of(analysis, "stepWeight", 0);
    List<Integer> steps = steps(analysis);
    if (iterations > 0 && (step > 0 || !steps.isEmpty())) {
      warn(analysis, "iterations", "beside weights: the iterations count, the weights do not");
    }
    if (kubernetes && iterations == 0) {
      return new Shift.BlueGreen(ITERATIONS, 0, false);
    }
    if (iterations > 0) {
      checks.unsteppedMaximum(analysis);
      return matched
          ? new Shift.Matching(iterations, analysis.at("match").orElseThrow().tree())
          : new Shift.BlueGreen(iterations, kubernetes ? 0 : copies, !kubernetes);
    }
    if (step == 0 && steps.isEmpty()) {
      if (KEYS.stream().noneMatch(key -> isMisfit(analysis, key))) {
        report.accept(
            new Problem.MissingKey(
                analysis.place(),
                analysis.path() + ".stepWeight, stepWeights, iterations or stages",
                "one of them: without it the canary never gets on",
                "Write: stepWeight: 10"));
      }
      return new Shift.Weights(List.of(), copies);
    }
    return new Shift.Weights(weights(analysis, step, steps), copies);
  }

  /** Flagger reads a weight of 0 as none that was written: then all are copied. */
  private int copies(Cursor analysis) {
    int weight = wholes.of(analysis, "mirrorWeight", WHOLE);
    return weight == 0 ? WHOLE : weight;
  }

  /** There, but reported already. */
  private static boolean isMisfit(Cursor analysis, String key) {
    return analysis.has(key) && analysis.at(key).isEmpty();
  }

  private List<Integer> steps(Cursor analysis) {
    List<Integer> steps = new ArrayList<>();
    for (Cursor item : analysis.items("stepWeights")) {
      int weight = (int) Double.parseDouble(item.scalar());
      if (!steps.isEmpty() && weight <= steps.getLast()) {
        report.accept(item.badValue("more than the weight before, " + steps.getLast(), ""));
      }
      steps.add(weight);
    }
    return steps;
  }

  private List<Integer> weights(Cursor analysis, int step, List<Integer> steps) {
    int most = wholes.of(analysis, "maxWeight", 0);
    int max = steps.isEmpty() ? (most > 0 ? most : WHOLE) : steps.getLast();
    if (!steps.isEmpty() && most > 0 && most != max) {
      warn(analysis, "maxWeight", "beside stepWeights: the last of those counts, " + max);
    }
    if (step == 0) {
      return steps;
    }
    if (!steps.isEmpty()) {
      warn(analysis, "stepWeights", "beside stepWeight: only the last counts, as maxWeight");
    } else {
      checks.ramp(analysis, step, most);
    }
    return ramp(0, step, max);
  }

  /** Flagger steps until it is at the largest weight or above, but never above all. */
  private static List<Integer> ramp(int from, int step, int max) {
    List<Integer> weights = new ArrayList<>();
    int weight = from;
    while (weight < max) {
      weight = Math.min(WHOLE, weight + step);
      weights.add(weight);
    }
    return weights;
  }

  private Shift staged(ObjectName canary, Cursor list, List<CanaryMetric> checked) {
    List<CanaryStage> stages = new ArrayList<>();
    int before = 0;
    for (Cursor item : list.items()) {
      List<Integer> weights = stageWeights(item, before);
      if (!weights.isEmpty()) {
        checks.dwell(item);
        Duration dwell = GoDurations.of(item, "duration").orElse(Duration.ZERO);
        stages.add(new CanaryStage(weights, stageMetrics(canary, item, checked), dwell));
        before = weights.getLast();
      }
    }
    return new Shift.Stages(stages);
  }

  /** One weight, or a ramp in steps from the stage before; nothing when it was reported. */
  private List<Integer> stageWeights(Cursor item, int before) {
    OptionalInt written = whole(item, "weight");
    if (written.isEmpty()) {
      return List.of();
    }
    int weight = written.getAsInt();
    int max = whole(item, "maxWeight").orElse(weight);
    OptionalInt step = whole(item, "stepWeight");
    if (max < weight) {
      return contradiction(item, "maxWeight", "at least the stage's weight, " + weight);
    }
    if (max > weight && step.isEmpty()) {
      return contradiction(item, "maxWeight", "the stage's weight, unless stepWeight is there");
    }
    if (weight <= before) {
      return contradiction(item, "weight", "more than the stage before, " + before);
    }
    if (step.isEmpty()) {
      return List.of(weight);
    }
    if (step.getAsInt() > max - before) {
      return contradiction(
          item, "stepWeight", "at most what is between the stages, " + (max - before));
    }
    List<Integer> ramp =
        new ArrayList<>(ramp(max > weight ? weight : before, step.getAsInt(), max));
    if (max > weight) {
      ramp.addFirst(weight);
    }
    ramp.set(ramp.size() - 1, max);
    return ramp;
  }

  private List<Integer> contradiction(Cursor item, String key, String rule) {
    item.at(key).ifPresent(at -> report.accept(at.badValue(rule, "")));
    return List.of();
  }

  private OptionalInt whole(Cursor item, String key) {
    int value = item.has(key) ? wholes.of(item, key, 0) : 0;
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private List<CanaryMetric> stageMetrics(
      ObjectName canary, Cursor item, List<CanaryMetric> checked) {
    if (!item.has("metrics")) {
      return checked;
    }
    List<CanaryMetric> chosen = new ArrayList<>();
    for (Cursor metric : item.items("metrics")) {
      chosen(canary, metric, checked).ifPresent(chosen::add);
    }
    return chosen;
  }

  private Optional<CanaryMetric> chosen(
      ObjectName canary, Cursor metric, List<CanaryMetric> checked) {
    String name = metric.text("name").orElse("");
    if (metric.has("thresholdRange") || metric.has("threshold") || metric.has("templateRef")) {
      return metrics.readOne(canary, metric);
    }
    Optional<CanaryMetric> known =
        checked.stream().filter(one -> one.name().equals(name)).findFirst();
    if (known.isEmpty() && !name.isEmpty()) {
      List<String> names = checked.stream().map(CanaryMetric::name).toList();
      metric
          .at("name")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue(
                          "the name of a metric of the analysis"
                              + (names.isEmpty() ? "" : ": " + Texts.oneOf(names)),
                          Nearest.to(name, names).map(near -> "Write: name: " + near).orElse(""))));
    }
    return known.map(one -> CanaryMetrics.interval(metric).map(one::withInterval).orElse(one));
  }

  private void warn(Cursor analysis, String key, String what) {
    report.accept(
        new Problem.NotUsed(
            analysis.placeOf(key),
            analysis.path() + "." + key,
            what,
            "Fix: remove one; Flagger's API refuses both",
            Severity.WARNING));
  }
}
