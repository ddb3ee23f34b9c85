// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.Optional;

/** The two members of a JSON array, as their text. */
record Pair(String first, String second) {

  /** Empty when the text is anything but an array of two. */
  static Optional<Pair> of(String json) {
    if (!json.startsWith("[") || !json.endsWith("]")) {
      return Optional.empty();
    }
    int comma = -1;
    int depth = 0;
    boolean quoted = false;
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '[' || c == '{')) {
        depth++;
      } else if (!quoted && (c == ']' || c == '}')) {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        if (comma >= 0) {
          return Optional.empty();
        }
        comma = i;
      }
    }
    if (comma < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Pair(
            json.substring(1, comma).strip(),
            json.substring(comma + 1, json.length() - 1).strip()));
  }
}
