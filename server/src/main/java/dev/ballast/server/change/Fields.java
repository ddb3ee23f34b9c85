// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.model.Names;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The fields of a JSON object from outside; every problem is collected before any is told. */
final class Fields {

  private static final Duration OLDEST = Duration.ofDays(30);
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final int MOST_PROBLEMS = 50;

  private final JsonNode json;
  private final String path;
  private final List<String> problems;

  private Fields(JsonNode json, String path, List<String> problems) {
    this.json = json;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Reads a body.
   *
   * @throws ApiException when it is no JSON object
   */
  static Fields of(byte[] body) {
    try {
      JsonNode json = Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
      if (json != null && json.isObject()) {
        return new Fields(json, "", new ArrayList<>());
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("body: no JSON: " + e.getMessage() + " (expected: an object)");
    }
    throw ApiException.badRequest("body: no JSON object (expected: an object)");
  }

  /** An object inside; empty when it is not there. */
  Fields object(String key) {
    JsonNode inside = json.path(key);
    if (!inside.isObject() && !inside.isMissingNode() && !inside.isNull()) {
      problem(key, "no object", "an object");
    }
    return new Fields(inside, path + key + ".", problems);
  }

  /** An object that may come as a text with JSON in it; empty when it is anything else. */
  Fields told(String key) {
    JsonNode inside = json.path(key);
    if (inside.isString()) {
      try {
        inside = Json.read(inside.asString(), JsonNode.class);
      } catch (IllegalArgumentException e) {
        inside = MissingNode.getInstance(); // A text of one's own.
      }
    }
    boolean object = inside != null && inside.isObject();
    return new Fields(object ? inside : MissingNode.getInstance(), path + key + ".", problems);
  }

  boolean has(String key) {
    return !json.path(key).isMissingNode() && !json.path(key).isNull();
  }

  JsonNode node(String key) {
    return json.path(key);
  }

  /** A text, number or boolean as text within bounds; empty when it is not there. */
  String text(String key, int most) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isValueNode()) {
      problem(key, "no text", "a text of at most " + most + " characters");
      return "";
    }
    String text = value.asString().strip();
    if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
      problem(
          key,
          text.length() > most ? text.length() + " characters" : "control characters",
          "a text of at most " + most + " characters, on one line");
      return "";
    }
    return text;
  }

  String required(String key, int most) {
    String text = text(key, most);
    if (text.isEmpty() && (!has(key) || json.path(key).asString("").isBlank())) {
      problem(key, "missing", "1 to " + most + " characters");
    }
    return text;
  }

  /** A text of several lines, cut to what is kept. */
  String lines(String key, int most) {
    JsonNode value = json.path(key);
    if (!value.isString()) {
      if (has(key)) {
        problem(key, "no text", "a text");
      }
      return "";
    }
    return dev.ballast.ledger.Limits.cut(value.asString(), most);
  }

  /** A service's name; empty when it is not there. */
  String service(String key, int most) {
    String name = text(key, most);
    if (!name.isEmpty() && !Names.isValid(name)) {
      problem(key, name, Names.RULE);
      return "";
    }
    return name;
  }

  /** An address to look at. */
  String url(String key, int most) {
    String text = text(key, most);
    if (!text.isEmpty() && !isWeb(text)) {
      problem(key, text, "an http or https URL");
      return "";
    }
    return text;
  }

  static boolean isWeb(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A time, or now. */
  Instant instant(String key, Instant now) {
    String text = text(key, 60);
    if (text.isEmpty()) {
      return now;
    }
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(AHEAD))) {
        problem(key, text, "within the last 30 days, and at most 5 minutes ahead of " + now);
      }
      return at;
    } catch (DateTimeParseException e) {
      problem(key, text, "RFC 3339 such as 2026-01-31T09:30:00Z");
      return now;
    }
  }

  /** Nothing but these is expected: anything else is a typo. */
  void only(Set<String> known) {
    json.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .limit(MOST_PROBLEMS)
        .forEach(
            key ->
                problem(
                    key.length() > 60 ? key.substring(0, 60) : key,
                    "unknown",
                    Nearest.to(key, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("one of " + known.stream().sorted().toList())));
  }

  void problem(String key, String value, String rule) {
    if (problems.size() < MOST_PROBLEMS) {
      String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
      problems.add(
          (path + key + ": " + shown + " (expected: " + rule + ")").replaceAll("\\p{Cntrl}", "?"));
    }
  }

  /** Tells all that is wrong, if anything is. */
  void check() {
    if (!problems.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", problems));
    }
  }
}
