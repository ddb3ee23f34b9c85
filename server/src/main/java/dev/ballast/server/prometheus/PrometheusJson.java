// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.server.http.Reply;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prometheus' response envelope and its forms of values, written as a stream. */
final class PrometheusJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private PrometheusJson() {}

  /** Writes the {@code data} member. */
  @FunctionalInterface
  interface Data {
    void write(JsonGenerator json);
  }

  static Reply.Whole success(Data data, List<String> warnings, List<String> infos) {
    return reply(
        200,
        json -> {
          json.writeStringProperty("status", "success");
          json.writeName("data");
          data.write(json);
          texts(json, "warnings", warnings);
          texts(json, "infos", infos);
        });
  }

  static Reply.Whole error(PrometheusError error) {
    return reply(
        error.status(),
        json -> {
          json.writeStringProperty("status", "error");
          json.writeStringProperty("errorType", error.type());
          json.writeStringProperty("error", String.valueOf(error.getMessage()));
        });
  }

  static Data value(Value value) {
    return json -> {
      json.writeStartObject();
      switch (value) {
        case Value.Scalar(long time, double number) -> {
          json.writeStringProperty("resultType", "scalar");
          json.writeName("result");
          point(json, time, PrometheusNumbers.value(number));
        }
        case Value.Text(long time, String text) -> {
          json.writeStringProperty("resultType", "string");
          json.writeName("result");
          point(json, time, text);
        }
        case Value.Vector(List<Value.Sample> samples) -> {
          json.writeStringProperty("resultType", "vector");
          json.writeArrayPropertyStart("result");
          for (Value.Sample sample : samples) {
            json.writeStartObject();
            metric(json, sample.labels());
            json.writeName("value");
            point(json, sample.time(), PrometheusNumbers.value(sample.value()));
            json.writeEndObject();
          }
          json.writeEndArray();
        }
        case Value.Matrix(List<Value.Series> all) -> {
          json.writeStringProperty("resultType", "matrix");
          json.writeArrayPropertyStart("result");
          for (Value.Series series : all) {
            json.writeStartObject();
            metric(json, series.labels());
            json.writeArrayPropertyStart("values");
            for (int i = 0; i < series.times().length; i++) {
              point(json, series.times()[i], PrometheusNumbers.value(series.values()[i]));
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        }
      }
      json.writeEndObject();
    };
  }

  static Data strings(Collection<String> values) {
    return json -> {
      json.writeStartArray();
      values.forEach(json::writeString);
      json.writeEndArray();
    };
  }

  static Data series(List<Labels> series) {
    return json -> {
      json.writeStartArray();
      series.forEach(labels -> object(json, labels));
      json.writeEndArray();
    };
  }

  static Data properties(Map<String, String> values) {
    return json -> {
      json.writeStartObject();
      values.forEach(json::writeStringProperty);
      json.writeEndObject();
    };
  }

  private static void metric(JsonGenerator json, Labels labels) {
    json.writeName("metric");
    object(json, labels);
  }

  private static void object(JsonGenerator json, Labels labels) {
    json.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringProperty(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, long time, String value) {
    json.writeStartArray();
    json.writeRawValue(PrometheusNumbers.time(time));
    json.writeString(value);
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.writeArrayPropertyStart(name);
      texts.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static Reply.Whole reply(int status, Data members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    return new Reply.Whole(status, "application/json", out.toByteArray(), Map.of());
  }
}
