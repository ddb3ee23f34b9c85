// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import dev.ballast.telemetry.query.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A JSON object as a log record: nested objects and dotted keys are the same. */
final class JsonLine {

  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("[0-9a-f]{16}");
  private static final int DEEPEST = 8;
  private static final int MOST = 256;
  private static final int LONGEST_NAME = 253;

  /** Objects whose members are attributes, whoever wraps them so. */
  private static final String ATTRIBUTES = "attributes";

  private static final String LABELS = "labels";
  private static final String RESOURCE = "resource";

  private final Map<String, String> attributes = new HashMap<>();
  private final Map<String, String> resource = new HashMap<>();
  private long time;
  private String service = "";
  private int severity;
  private String severityText = "";
  private String body = "";
  private String trace = "";
  private String span = "";
  private String event = "";

  private JsonLine() {}

  static LogRecord read(JsonNode json, LogLines.Sender sender, long nowNanos) {
    JsonLine line = new JsonLine();
    line.object("", json, 0);
    return line.record(sender, nowNanos);
  }

  private void object(String path, JsonNode object, int depth) {
    object.forEachEntry(
        (name, value) -> {
          String key = path.isEmpty() ? name : path + "." + name;
          if (value.isObject() && depth < DEEPEST) {
            object(
                isWrapper(key) ? (key.startsWith(RESOURCE) ? RESOURCE : "") : key,
                value,
                depth + 1);
          } else if (!value.isNull() && (attributes.size() < MOST || isOwn(key))) {
            field(key, value.isValueNode() ? value.asString() : value.toString());
          }
        });
  }

  /** What a record is made of is read however many attributes came before it. */
  private boolean isOwn(String key) {
    String plain = key.startsWith(RESOURCE + ".") ? key.substring(RESOURCE.length() + 1) : key;
    return FieldNames.part(key) != null
        || (resource.size() < MOST && FieldNames.resource(plain) != null)
        || plain.equals("service.name");
  }

  private static boolean isWrapper(String key) {
    return key.equals(ATTRIBUTES)
        || key.equals(LABELS)
        || key.equals(RESOURCE)
        || key.equals(RESOURCE + "." + ATTRIBUTES);
  }

  private void field(String key, String value) {
    if (key.startsWith(RESOURCE + ".")) {
      resource(key.substring(RESOURCE.length() + 1), value);
      return;
    }
    FieldNames.Part part = FieldNames.part(key);
    if (part == null) {
      String ofResource = FieldNames.resource(key);
      if (ofResource != null) {
        resource.put(ofResource, value);
      } else {
        String other = attributes.putIfAbsent(FieldNames.attribute(key), value);
        if (other != null && !other.equals(value)) {
          attributes.putIfAbsent(key, value); // Two fields of one meaning that differ: both stay.
        }
      }
      return;
    }
    switch (part) {
      case TIME -> Times.of(value).ifPresentOrElse(t -> time = t, () -> attributes.put(key, value));
      case SERVICE -> service = value;
      case SEVERITY -> severity(key, value);
      case SEVERITY_NUMBER ->
          severity = value.matches("[1-9]|1\\d|2[0-4]") ? Integer.parseInt(value) : 0;
      case LEVEL_NUMBER -> level(value);
      case BODY -> {
        if (body.isEmpty()) {
          body = value;
        } else {
          attributes.put(key, value);
        }
      }
      case TRACE -> {
        if (TRACE.matcher(value).matches()) {
          trace = value;
        } else if (!value.isEmpty()) {
          attributes.put("trace_id", value);
        }
      }
      case SPAN -> {
        if (SPAN.matcher(value).matches()) {
          span = value;
        } else if (!value.isEmpty()) {
          attributes.put("span_id", value);
        }
      }
      case EVENT -> event = value;
      case FORM -> {}
    }
  }

  private void resource(String key, String value) {
    if (key.equals("service.name")) {
      service = value;
    } else {
      String known = FieldNames.resource(key);
      resource.put(known == null ? key : known, value);
    }
  }

  private void severity(String key, String value) {
    int number = Severities.number(value);
    if (number > 0) {
      severityText = value;
      severity = severity == 0 ? number : severity;
    } else if (value.matches("\\d{1,5}")) {
      level(value);
    } else {
      attributes.put(key, value);
    }
  }

  private void level(String value) {
    if (severity == 0 && value.matches("\\d{1,5}")) {
      severity = Severities.ofLevel(Long.parseLong(value));
    }
  }

  private LogRecord record(LogLines.Sender sender, long nowNanos) {
    if (!event.isEmpty()) {
      attributes.putIfAbsent("event.name", event);
    }
    String said = service.substring(0, Math.min(LONGEST_NAME, service.length()));
    String name = said.isBlank() ? sender.service() : said;
    resource.putIfAbsent("service.name", name);
    if (!sender.region().isEmpty()) {
      resource.putIfAbsent("cloud.region", sender.region());
    }
    return new LogRecord(
        time != 0 ? time : nowNanos,
        name,
        trace,
        span,
        severity,
        severityText.isEmpty() ? Severities.word(severity) : severityText,
        body.isEmpty() ? event : body,
        resource,
        attributes);
  }
}
