// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON body read as Go's decoder reads it: the first value counts, names match in any case, what
 * is unknown is ignored, null is absent, and a wrong type is an error that names the field.
 */
final class Body {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final @Nullable JsonNode node;
  private final String type;

  private Body(@Nullable JsonNode node, String type) {
    this.node = node;
    this.type = type;
  }

  static Body object(byte[] bytes, String type) throws ApiException {
    return object(first(bytes), type);
  }

  static List<Body> array(byte[] bytes, String type) throws ApiException {
    JsonNode node = first(bytes);
    if (node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(node, "Go value", "[]" + type);
    }
    return elements(node, type);
  }

  boolean has(String name) {
    return find(name) != null;
  }

  String text(String name, String otherwise) throws ApiException {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString()) {
      throw wrongType(value, field(name), "string");
    }
    return value.stringValue();
  }

  boolean flag(String name, boolean otherwise) throws ApiException {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrongType(value, field(name), "bool");
    }
    return value.booleanValue();
  }

  long whole(String name, long otherwise) throws ApiException {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(value, field(name), "int64");
    }
    return value.longValue();
  }

  double number(String name, double otherwise) throws ApiException {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw wrongType(value, field(name), "float32");
    }
    return value.doubleValue();
  }

  Body child(String name, String childType) throws ApiException {
    JsonNode value = find(name);
    return value == null ? new Body(null, childType) : object(value, childType);
  }

  List<Body> children(String name, String childType) throws ApiException {
    JsonNode value = find(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrongType(value, field(name), "[]" + childType);
    }
    return elements(value, childType);
  }

  private static Body object(JsonNode node, String type) throws ApiException {
    if (node.isNull()) {
      return new Body(null, type);
    }
    if (!node.isObject()) {
      throw wrongType(node, "Go value", type);
    }
    return new Body(node, type);
  }

  private static List<Body> elements(JsonNode array, String type) throws ApiException {
    List<Body> bodies = new ArrayList<>();
    for (JsonNode element : array) {
      bodies.add(object(element, type));
    }
    return bodies;
  }

  private @Nullable JsonNode find(String name) {
    if (node == null) {
      return null;
    }
    JsonNode found = node.get(name);
    if (found == null) {
      found =
          node.propertyStream()
              .filter(property -> property.getKey().equalsIgnoreCase(name))
              .map(java.util.Map.Entry::getValue)
              .findFirst()
              .orElse(null);
    }
    return found == null || found.isNull() ? null : found;
  }

  private String field(String name) {
    return "Go struct field " + type + "." + name;
  }

  private static JsonNode first(byte[] bytes) throws ApiException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw ApiException.badBody("EOF");
      }
      return JSON.readTree(parser);
    } catch (JacksonException e) {
      throw ApiException.badBody(said(e));
    }
  }

  private static String said(JacksonException e) {
    String said = e.getOriginalMessage();
    if (said.contains("end-of-input") || said.contains("end of input")) {
      return "unexpected EOF";
    }
    return "invalid JSON at line "
        + e.getLocation().getLineNr()
        + ", column "
        + e.getLocation().getColumnNr();
  }

  private static ApiException wrongType(JsonNode value, String where, String wanted) {
    String kind =
        switch (value.getNodeType()) {
          case NUMBER -> "number " + value;
          case BOOLEAN -> "bool";
          case STRING -> "string";
          case ARRAY -> "array";
          case OBJECT, POJO -> "object";
          case NULL, MISSING, BINARY -> "null";
        };
    return ApiException.badBody(
        "json: cannot unmarshal " + kind + " into " + where + " of type " + wanted);
  }
}
