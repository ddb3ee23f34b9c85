// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.regex.Pattern;

/** The one way messages are put together, so that all of them read alike. */
final class Texts {

  private static final int LONGEST_VALUE = 60;

  /** To the last @ before the path, since careless passwords have one, too. */
  private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s/?#]*@");

  private Texts() {}

  /** {@code path: value (expected: rule). Hint}. */
  static String formula(String path, String value, String rule, String hint) {
    return sentence(path + ": " + value + " (expected: " + rule + ")", hint);
  }

  static String sentence(String what, String hint) {
    return masked(hint.isEmpty() ? what : what + ". " + hint);
  }

  static String oneOf(List<String> names) {
    return switch (names.size()) {
      case 0 -> "no key here";
      case 1 -> names.getFirst();
      default -> "one of " + String.join(", ", names);
    };
  }

  /**
   * A value in quotes: shortened, and without control characters, which could rewrite a terminal.
   */
  static String quoted(String text) {
    var value = masked(text); // Before it is shortened: a half of a password is one.
    var out = new StringBuilder("\"");
    var shown = value.codePointCount(0, value.length()) > LONGEST_VALUE;
    value
        .codePoints()
        .limit(shown ? LONGEST_VALUE - 1 : LONGEST_VALUE)
        .forEach(c -> appendVisible(out, c));
    return out.append(shown ? "…\"" : "\"").toString();
  }

  /** Without what stands before the host of an address: a password, or a token. */
  static String masked(String text) {
    return text.contains("://") ? CREDENTIALS.matcher(text).replaceAll("://***@") : text;
  }

  private static void appendVisible(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      default -> {
        if (isInvisible(c)) {
          out.append(String.format("\\u%04x", c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
