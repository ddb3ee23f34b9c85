// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/** Text as SQL takes it. */
public final class Names {

  private Names() {}

  /** An identifier, whatever is in it. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  public static String qualified(String schema, String name) {
    return quoted(schema) + "." + quoted(name);
  }

  /** A text constant. */
  public static String literal(String text) {
    String quotes = "'" + text.replace("'", "''") + "'";
    return text.contains("\\") ? " E" + quotes.replace("\\", "\\\\") : quotes;
  }

  /** A constant array of text, without a cast. */
  public static String array(Collection<String> texts) {
    return literal(
        texts.stream()
            .map(t -> '"' + t.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "{", "}")));
  }
}
