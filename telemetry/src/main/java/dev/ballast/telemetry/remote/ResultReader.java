// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a query's result. Its type may stand before or behind it, so series and a single point are
 * both kept until {@link #value} is asked. For one answer; not thread-safe.
 */
final class ResultReader {

  private String type = "";
  private boolean done;
  private int histograms;
  private long time;
  private String single = "";
  private final List<Value.Series> series = new ArrayList<>();
  private final SampleBuffer points = new SampleBuffer();

  void type(String resultType) {
    type = resultType;
  }

  boolean done() {
    return done;
  }

  /** Series whose points were native histograms, which have no float value. */
  int histograms() {
    return histograms;
  }

  /** The result by its type; null when there was none, or of a type we do not know. */
  @Nullable Value value() {
    if (!done) {
      return null;
    }
    return switch (type) {
      case "matrix" -> new Value.Matrix(series);
      case "vector" ->
          new Value.Vector(
              series.stream()
                  .map(s -> new Value.Sample(s.labels(), s.times()[0], s.values()[0]))
                  .toList());
      case "scalar" -> new Value.Scalar(time, number(single));
      case "string" -> new Value.Text(time, single);
      default -> null;
    };
  }

  /** From the opening bracket of the result to its closing one. */
  void read(JsonParser json) {
    done = true;
    JsonToken token = json.nextToken();
    if (token != null && token.isNumeric()) {
      time = millis(json);
      expect(json, JsonToken.VALUE_STRING);
      single = json.getString();
      expect(json, JsonToken.END_ARRAY);
      return;
    }
    while (token != JsonToken.END_ARRAY) {
      one(json);
      token = json.nextToken();
    }
  }

  private void one(JsonParser json) {
    Labels labels = Labels.EMPTY;
    points.clear();
    boolean histogram = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "metric" -> labels = labels(json);
        case "value" -> point(json);
        case "values" -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            point(json);
          }
        }
        case "histogram", "histograms" -> {
          histogram = true;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    histograms += histogram ? 1 : 0;
    if (points.size() > 0) {
      series.add(
          new Value.Series(
              labels,
              Arrays.copyOf(points.times(), points.size()),
              Arrays.copyOf(points.values(), points.size())));
    }
  }

  /** {@code [seconds, "value"]}. */
  private void point(JsonParser json) {
    json.nextToken();
    long at = millis(json);
    expect(json, JsonToken.VALUE_STRING);
    points.add(at, number(json.getString()));
    expect(json, JsonToken.END_ARRAY);
  }

  /** An object of strings as labels. */
  static Labels labels(JsonParser json) {
    return Labels.of(strings(json));
  }

  static Map<String, String> strings(JsonParser json) {
    Map<String, String> strings = new TreeMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      strings.put(name, json.getString());
    }
    return strings;
  }

  private static void expect(JsonParser json, JsonToken token) {
    if (json.nextToken() != token) {
      throw new IllegalArgumentException("not a query result");
    }
  }

  private static long millis(JsonParser json) {
    return Math.round(json.getDoubleValue() * 1000);
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
