// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.control.rollout.kayenta.EffectSize;
import dev.ballast.control.rollout.kayenta.NanStrategy;
import dev.ballast.control.rollout.kayenta.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Cases whose expectation is a line of Scala: {@code assert(result.mean === (5.5 +- 1e-4))} after
 * {@code val result = DescriptiveStatistics.summary(metric)}. Reads the few forms that there are.
 */
final class KayentaAssertions {

  private static final double EXACT = 1e-9;

  private static final Pattern EQUALS =
      Pattern.compile("assert\\((.+?)\\s*={2,3}\\s*\\(?(.+?)(?:\\s*\\+-\\s*([-+.eE0-9]+)\\))?\\)");
  private static final Pattern IS_NAN = Pattern.compile("assert\\((.+?)\\.isNaN\\)");
  private static final Pattern CALL = Pattern.compile("val result = (.+)");
  private static final Pattern DETECTOR = Pattern.compile("(\\w+)Detector\\((.*)\\)");
  private static final Pattern TRUTH = Pattern.compile("val truth = MetricStatistics\\((.*)\\)");

  private final JsonNode arrays;
  private final List<String> calls = new ArrayList<>();
  private final String detector;

  private KayentaAssertions(JsonNode one) {
    arrays = one.path("arrays");
    one.path("calls").forEach(call -> calls.add(call.asString()));
    detector = one.path("detector").asString("");
  }

  /** What is not as expected; empty when all is. */
  static String problem(JsonNode one) {
    KayentaAssertions reader = new KayentaAssertions(one);
    List<String> wrong = new ArrayList<>();
    for (JsonNode line : one.path("asserts")) {
      String text = line.asString();
      if (!reader.holds(text)) {
        wrong.add("not so: " + text);
      }
    }
    return wrong.isEmpty() && one.path("asserts").isEmpty()
        ? "nothing is asserted"
        : String.join("; ", wrong);
  }

  private boolean holds(String line) {
    Matcher nan = IS_NAN.matcher(line);
    if (nan.matches()) {
      return Double.isNaN(value(nan.group(1)));
    }
    Matcher equals = EQUALS.matcher(line);
    if (!equals.matches()) {
      throw new IllegalArgumentException("cannot read " + line);
    }
    String left = equals.group(1);
    String right = equals.group(2);
    if (right.equals("truth")) {
      return truth();
    }
    double tolerance = equals.group(3) == null ? EXACT : Double.parseDouble(equals.group(3));
    double wanted =
        right.endsWith(".length") ? array(right.replace(".length", "")).length : number(right);
    return KayentaCases.near(value(left), wanted, tolerance);
  }

  private static double number(String text) {
    return text.equals("Double.NaN") ? Double.NaN : Double.parseDouble(text);
  }

  /** A summary against its fields, outliers against flags, or a transformed array. */
  private boolean truth() {
    for (String call : calls) {
      Matcher wanted = TRUTH.matcher(call);
      if (wanted.matches()) {
        double[] fields =
            Arrays.stream(wanted.group(1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return Arrays.equals(summary(array("testData")), fields);
      }
    }
    JsonNode truth = arrays.path("truth");
    boolean flags = truth.size() > 0 && truth.get(0).isBoolean();
    double[] data = array("testData");
    if (!detector.isEmpty() && flags) {
      boolean[] wanted = new boolean[truth.size()];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = truth.get(i).asBoolean();
      }
      return Arrays.equals(outliers(data), wanted);
    }
    double[] transformed =
        detector.isEmpty()
            ? Samples.cleaned(data, replaces() ? NanStrategy.REPLACE : NanStrategy.REMOVE)
            : Samples.without(data, outliers(data));
    return Arrays.equals(transformed, KayentaCases.numbers(truth));
  }

  /** Whether NaN is replaced: the truth is as long as the data that has one. */
  private boolean replaces() {
    double[] data = array("testData");
    return arrays.path("truth").size() == data.length
        && Arrays.stream(data).anyMatch(Double::isNaN);
  }

  private boolean[] outliers(double[] data) {
    Matcher matcher = DETECTOR.matcher(detector);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("unknown detector " + detector);
    }
    String[] arguments = matcher.group(2).split(",", -1);
    double first = Double.parseDouble(arguments[0].replaceAll(".*=", "").strip());
    boolean less = arguments.length > 1 && arguments[1].contains("true");
    return switch (matcher.group(1)) {
      case "KSigma" -> Samples.outsideDeviations(data, first);
      case "IQR" -> Samples.outsideFences(data, first, less);
      default -> throw new IllegalArgumentException("unknown detector " + detector);
    };
  }

  private double value(String expression) {
    return switch (expression) {
      case "transformedMean" -> Samples.mean(noisy());
      case "transformedStdev" -> Samples.deviation(noisy());
      case "transformed.length" -> noisy().length;
      case "result" -> called();
      default ->
          expression.startsWith("result.")
              ? field(array("testData"), expression.substring("result.".length()))
              : percentile(expression);
    };
  }

  /** Kayenta's test adds noise of mean and deviation 1. */
  private double[] noisy() {
    return Samples.noisy(array("testData"), 1, 1);
  }

  private double called() {
    String call = calls.isEmpty() ? "" : calls.getFirst();
    Matcher matcher = CALL.matcher(call);
    String function = matcher.matches() ? matcher.group(1) : call;
    int open = function.indexOf('(');
    String name =
        open < 0 ? function : function.substring(function.lastIndexOf('.', open) + 1, open);
    return switch (name) {
      case "meanRatio" -> EffectSize.MEAN_RATIO.of(control(), experiment());
      case "cles" -> EffectSize.COMMON_LANGUAGE.of(control(), experiment());
      case "cohenD" -> EffectSize.cohenD(control(), experiment());
      case "percentile" -> percentile(function);
      default -> field(array("testData"), name);
    };
  }

  private static double[] summary(double[] data) {
    return new double[] {
      Samples.min(data), Samples.max(data), Samples.mean(data), Samples.deviation(data), data.length
    };
  }

  private static double field(double[] data, String name) {
    return switch (name) {
      case "min" -> Samples.min(data);
      case "max" -> Samples.max(data);
      case "mean" -> Samples.mean(data);
      case "std" -> Samples.deviation(data);
      case "count" -> data.length;
      case "median" -> Samples.percentile(data, 50);
      default -> throw new IllegalArgumentException("unknown statistic " + name);
    };
  }

  private double percentile(String call) {
    Matcher matcher = Pattern.compile(".*percentile\\((\\w+),\\s*([.0-9]+)\\)").matcher(call);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("cannot read " + call);
    }
    return Samples.percentile(array(matcher.group(1)), Double.parseDouble(matcher.group(2)));
  }

  private double[] control() {
    return array("controlData");
  }

  private double[] experiment() {
    return array("experimentData");
  }

  /** The array of that name; a metric is made of the only array that there is. */
  private double[] array(String name) {
    return KayentaCases.numbers(arrays.has(name) ? arrays.path(name) : arrays.path("testData"));
  }
}
