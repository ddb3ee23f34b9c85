// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the tables of keys as JSON Schemas (draft 2020-12), for completion in editors. */
final class JsonSchemas {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private JsonSchemas() {}

  /** File names and contents: one for each kind, and one for any resource. */
  static Map<String, String> all() {
    var files = new TreeMap<String, String>();
    for (Kind kind : Kind.values()) {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("$schema", DRAFT);
      schema.put("title", kind.word() + " of " + kind.version());
      schema.putAll(of(kind.shape()));
      files.put(fileOf(kind), json(schema, "") + "\n");
    }
    files.put("resource.json", json(anyResource(), "") + "\n");
    return files;
  }

  private static String fileOf(Kind kind) {
    return kind.version().replace('/', '-') + "-" + kind.word() + ".json";
  }

  private static Map<String, Object> anyResource() {
    var cases = new ArrayList<Object>();
    for (Kind kind : Kind.values()) {
      var is =
          map(
              "properties",
              map(
                  "apiVersion", map("const", kind.version()),
                  "kind", map("const", kind.word())));
      cases.add(map("if", is, "then", map("$ref", fileOf(kind))));
    }
    var words = List.of(Kind.values()).stream().map(Kind::word).distinct().toList();
    var resource =
        map(
            "type",
            "object",
            "required",
            List.of("apiVersion", "kind", "metadata"),
            "properties",
            map(
                "apiVersion", map("enum", Kind.versions()),
                "kind", map("enum", words)),
            "allOf",
            cases);
    return map(
        "$schema",
        DRAFT,
        "title",
        "Resources of Ballast and OpenSLO",
        "anyOf",
        List.of(
            map("$ref", "#/$defs/resource"),
            map("type", "array", "items", map("$ref", "#/$defs/resource"))),
        "$defs",
        map("resource", resource));
  }

  private static Map<String, Object> of(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> ofText(text);
      case Shape.Choice choice -> map("enum", choice.words());
      case Shape.Numeric number -> ofNumber(number);
      case Shape.Flag _ -> map("type", "boolean");
      case Shape.Fields fields -> ofFields(fields);
      case Shape.MapOf map -> map("type", "object", "additionalProperties", of(map.values()));
      case Shape.ListOf list -> ofList(list);
      case Shape.Either either -> map("anyOf", List.of(of(either.one()), of(either.other())));
      case Shape.Anything _ -> map();
    };
  }

  private static Map<String, Object> ofText(Shape.Text text) {
    var schema = map("type", "string");
    var pattern = text.pattern().pattern();
    if (pattern.equals(".*\\S.*")) {
      schema.put("pattern", "\\S");
    } else if (!pattern.equals(".*")) {
      schema.put("pattern", "^(" + pattern + ")$");
    }
    if (text.longest() != Integer.MAX_VALUE) {
      schema.put("maxLength", text.longest());
    }
    return schema;
  }

  private static Map<String, Object> ofNumber(Shape.Numeric number) {
    var schema = map("type", "number");
    if (number.least() != -Double.MAX_VALUE) {
      schema.put(number.leastIncluded() ? "minimum" : "exclusiveMinimum", number.least());
    }
    if (number.most() != Double.MAX_VALUE) {
      schema.put(number.mostIncluded() ? "maximum" : "exclusiveMaximum", number.most());
    }
    return schema;
  }

  private static Map<String, Object> ofList(Shape.ListOf list) {
    var schema = map("type", "array", "items", of(list.items()));
    if (list.least() > 0) {
      schema.put("minItems", list.least());
    }
    if (list.most() != Integer.MAX_VALUE) {
      schema.put("maxItems", list.most());
    }
    return schema;
  }

  private static Map<String, Object> ofFields(Shape.Fields fields) {
    var properties = new LinkedHashMap<String, Object>();
    for (Key key : fields.keys()) {
      var schema = map("description", key.about());
      schema.putAll(of(key.shape()));
      if (!key.required() && schema.get("type") instanceof String type) {
        schema.put("type", List.of(type, "null"));
      }
      properties.put(key.name(), schema);
    }
    var schema =
        map("type", "object", "additionalProperties", fields.open(), "properties", properties);
    var required = fields.keys().stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!fields.rules().isEmpty()) {
      schema.put("allOf", fields.rules().stream().map(JsonSchemas::ofRule).toList());
    }
    return schema;
  }

  private static Map<String, Object> ofRule(Rule rule) {
    return switch (rule) {
      case Rule.ExactlyOne(List<String> keys) ->
          map("oneOf", keys.stream().map(key -> map("required", List.of(key))).toList());
      case Rule.AtMostOne(List<String> keys) -> map("not", map("required", keys));
      case Rule.Needs(String key, String other) ->
          map("dependentRequired", map(key, List.of(other)));
    };
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return map;
  }

  private static String json(Object value, String indent) {
    var inner = indent + "  ";
    return switch (value) {
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> inner + text(e.getKey().toString()) + ": " + json(e.getValue(), inner))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(item -> json(item, inner)).collect(Collectors.joining(", ", "[", "]"));
      case List<?> list ->
          list.stream()
              .map(item -> inner + json(item, inner))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      case String text -> text(text);
      case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
      default -> value.toString();
    };
  }

  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
