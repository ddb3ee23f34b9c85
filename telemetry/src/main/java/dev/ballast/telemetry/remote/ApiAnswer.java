// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.fetch.Fetcher;
import dev.ballast.telemetry.query.MetricQuery.Answer;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.query.QueryException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One answer of Prometheus' HTTP API, read in one pass without a tree. The data keeps the shape in
 * which it came; whoever asked says what it should be.
 */
final class ApiAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private final String where;
  private final ResultReader result = new ResultReader();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> infos = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();
  private final List<Labels> labelSets = new ArrayList<>();
  private final Map<String, Metadata> metadata = new TreeMap<>();
  private String status = "";
  private String errorType = "";
  private String error = "";

  private ApiAnswer(String where) {
    this.where = where;
  }

  /**
   * Reads an answer.
   *
   * @throws QueryException when it is an error, or not an answer of this API
   */
  static ApiAnswer read(URI base, Fetcher.Answer http) {
    ApiAnswer answer = new ApiAnswer(base.toString());
    boolean readable = answer.parse(http.body());
    if (readable && answer.status.equals("success") && http.status() / 100 == 2) {
      return answer;
    }
    if (readable && answer.status.equals("error") && !answer.errorType.isEmpty()) {
      throw new QueryException(kind(answer.errorType), answer.where + ": " + answer.error);
    }
    throw new QueryException(
        kind(http.status()), answer.where + ": " + describe(http.status()) + excerpt(http));
  }

  /** The value of query and query_range. */
  Answer answer() {
    List<String> allWarnings = new ArrayList<>(warnings);
    if (result.histograms() > 0) {
      allWarnings.add(
          result.histograms() + " native histograms of the backend's answer were left out");
    }
    Value value = result.value();
    if (value == null) {
      throw new QueryException(Kind.INTERNAL, where + ": the answer holds no result");
    }
    return new Answer(value, allWarnings, infos);
  }

  List<String> strings() {
    return strings;
  }

  List<Labels> labelSets() {
    return labelSets;
  }

  Map<String, Metadata> metadata() {
    return metadata;
  }

  private boolean parse(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        switch (field) {
          case "status" -> status = text(json);
          case "errorType" -> errorType = text(json);
          case "error" -> error = text(json);
          case "warnings" -> readStrings(json, warnings);
          case "infos" -> readStrings(json, infos);
          case "data" -> {
            if (token == JsonToken.START_ARRAY) {
              readList(json);
            } else if (token == JsonToken.START_OBJECT) {
              readObject(json);
            }
          }
          default -> json.skipChildren();
        }
      }
      return true;
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Strings (labels, label values) or objects (series). */
  private void readList(JsonParser json) {
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == JsonToken.START_OBJECT) {
        labelSets.add(ResultReader.labels(json));
      } else {
        strings.add(text(json));
      }
    }
  }

  /** A query's result, or metadata by metric. */
  private void readObject(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      if (field.equals("resultType") && token == JsonToken.VALUE_STRING) {
        result.type(json.getString());
      } else if (field.equals("result") && token == JsonToken.START_ARRAY && !result.done()) {
        result.read(json);
      } else if (token == JsonToken.START_ARRAY) {
        readMetadata(field, json);
      } else {
        json.skipChildren();
      }
    }
  }

  /** Targets may disagree about a metric; the first one is taken. */
  private void readMetadata(String metric, JsonParser json) {
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      Map<String, String> said = ResultReader.strings(json);
      metadata.putIfAbsent(
          metric,
          new Metadata(
              said.getOrDefault("type", "unknown"),
              said.getOrDefault("help", ""),
              said.getOrDefault("unit", "")));
    }
  }

  private static void readStrings(JsonParser json, List<String> into) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      into.add(text(json));
    }
  }

  private static String text(JsonParser json) {
    @Nullable String text = json.getValueAsString();
    json.skipChildren();
    return text == null ? "" : text;
  }

  private static Kind kind(String errorType) {
    return switch (errorType) {
      case "bad_data", "not_found" -> Kind.BAD_DATA;
      case "execution", "too_many_requests" -> Kind.EXECUTION;
      case "timeout", "canceled" -> Kind.TIMEOUT;
      case "unavailable" -> Kind.UNAVAILABLE;
      default -> Kind.INTERNAL;
    };
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 400, 422 -> Kind.BAD_DATA;
      case 408, 504 -> Kind.TIMEOUT;
      case 500 -> Kind.INTERNAL;
      default -> Kind.UNAVAILABLE;
    };
  }

  private static String describe(int status) {
    return switch (status) {
      case 401, 403 -> "the backend refuses these credentials (HTTP " + status + ")";
      case 404 -> "no Prometheus HTTP API here (HTTP 404); the URL is what stands before /api/v1";
      default -> "not an answer of the Prometheus HTTP API (HTTP " + status + ")";
    };
  }

  private static String excerpt(Fetcher.Answer http) {
    int length = Math.min(200, http.body().length);
    String text = new String(http.body(), 0, length, StandardCharsets.UTF_8);
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? "" : ": " + line;
  }
}
