// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;

/**
 * A test of one label, as Alertmanager has it: a label that is not there is the empty text, and a
 * regular expression has to match all of the value. RE2 takes linear time, whoever writes it.
 *
 * @param isEqual false: it holds for what does not match
 */
public record Matcher(String name, String value, boolean isRegex, boolean isEqual) {

  private static final int LONGEST = 1024;
  private static final java.util.regex.Pattern WRITTEN =
      java.util.regex.Pattern.compile(
          "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*",
          java.util.regex.Pattern.DOTALL);
  private static final String RULE =
      "a label, one of = != =~ !~, and a value, such as service=payments";

  public Matcher {
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]{0,255}")) {
      throw new IllegalArgumentException("matcher: " + name + " (expected: a label's name)");
    }
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "matcher: "
              + name
              + ": "
              + value.length()
              + " characters (expected: at most "
              + LONGEST
              + ")");
    }
    if (isRegex) {
      try {
        Pattern.compile(value);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "matcher: " + name + "=~" + value + " (expected: a regular expression of RE2)", e);
      }
    }
  }

  /** Reads {@code name=value}; the value may stand in quotes. */
  public static Matcher parse(String text) {
    java.util.regex.Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("matcher: " + text + " (expected: " + RULE + ")");
    }
    String operator = parts.group(2);
    return new Matcher(
        parts.group(1), unquoted(parts.group(3)), operator.endsWith("~"), operator.startsWith("="));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted
        ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : value;
  }

  public boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(name, "");
    boolean same = isRegex ? Pattern.matches(value, actual) : actual.equals(value);
    return same == isEqual;
  }

  /** As it is written. */
  public String text() {
    String operator = isRegex ? (isEqual ? "=~" : "!~") : (isEqual ? "=" : "!=");
    return name + operator + "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
