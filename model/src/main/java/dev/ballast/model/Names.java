// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.regex.Pattern;

/** The one rule for names of resources: what Kubernetes and OpenSLO accept as metadata.name. */
public final class Names {

  /** Letters, digits, {@code - _ .}; starts and ends with a letter or digit; at most 253 long. */
  public static final String RULE =
      "1 to 253 letters, digits, '-', '_' or '.', starting and ending with a letter or digit";

  /** The rule as a regular expression that the whole name has to match. */
  public static final String PATTERN = "[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?";

  private static final Pattern VALID = Pattern.compile(PATTERN);

  private Names() {}

  public static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  static void check(String what, String value) {
    if (!isValid(value)) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: " + RULE + ")");
    }
  }
}
