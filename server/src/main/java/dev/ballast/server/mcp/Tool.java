// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One question that can be asked, and which read of the API answers it.
 *
 * @param path an endpoint's, with its variables in braces
 * @param hint how to ask for less when the answer is too long
 */
record Tool(String name, String path, String about, String hint, List<Argument> arguments) {

  /** How the path of what only proposes ends: a person decides, and every guardrail is asked. */
  static final String PROPOSE = "/propose";

  /** Whether it does more than read: it asks people for something. */
  boolean proposes() {
    return path.endsWith(PROPOSE);
  }

  /** What an argument is. */
  enum Type {
    TEXT,
    NUMBER,
    /** RFC 3339, or a duration before now such as {@code 15m}. */
    MOMENT
  }

  /**
   * An argument.
   *
   * @param parameter the endpoint's name for it
   */
  record Argument(String name, String parameter, Type type, boolean required, String about) {

    static Argument text(String name, String about) {
      return new Argument(name, name, Type.TEXT, false, about);
    }

    static Argument number(String name, String about) {
      return new Argument(name, name, Type.NUMBER, false, about);
    }

    static Argument moment(String name, String about) {
      return new Argument(name, name, Type.MOMENT, false, about);
    }

    Argument as(String newParameter) {
      return new Argument(name, newParameter, type, required, about);
    }

    Argument must() {
      return new Argument(name, parameter, type, true, about);
    }
  }

  Tool {
    arguments = List.copyOf(arguments);
  }

  /** The arguments as JSON Schema; nothing but these is understood. */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Argument one : arguments) {
      properties.put(
          one.name(),
          Map.of(
              "type",
              one.type() == Type.NUMBER ? "integer" : "string",
              "description",
              one.about()));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", arguments.stream().filter(Argument::required).map(Argument::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }
}
