// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Values as cells of a table. */
final class Cells {

  private Cells() {}

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** A list on one line; what stands for an empty one. */
  static String list(JsonNode node, String field, String none) {
    StringJoiner joined = new StringJoiner(", ");
    node.path(field).forEach(item -> joined.add(item.asString("")));
    return joined.length() == 0 ? none : joined.toString();
  }

  /** {@code 2026-01-05T09:00:00Z} as {@code 2026-01-05 09:00}. */
  static String time(JsonNode node, String field) {
    String text = text(node, field);
    return text.length() < 16 ? text : text.substring(0, 16).replace('T', ' ');
  }
}
