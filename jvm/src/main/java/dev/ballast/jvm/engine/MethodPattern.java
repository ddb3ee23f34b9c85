// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Methods, written {@code com.acme.Payments#charge}; a {@code *} stands for any part of a name, but
 * a class needs a package that is written out. Never classes of Java itself, or ours.
 */
record MethodPattern(Pattern types, Pattern methods) {

  private static final Pattern WRITTEN =
      Pattern.compile("[a-zA-Z_$][\\w$]*\\.[\\w$.]*[\\w$*]+#[\\w$*]+");
  private static final List<String> NEVER =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.ballast.jvm.", "net.bytebuddy.");

  /**
   * @throws IllegalArgumentException when it is none
   */
  static MethodPattern of(String text) {
    if (!WRITTEN.matcher(text).matches() || !isAllowed(text)) {
      throw new IllegalArgumentException(
          "method: "
              + text
              + " (expected: such as com.acme.Payments#charge, never of Java itself)");
    }
    int at = text.indexOf('#');
    return new MethodPattern(glob(text.substring(0, at)), glob(text.substring(at + 1)));
  }

  private static Pattern glob(String text) {
    return Pattern.compile(("\\Q" + text + "\\E").replace("*", "\\E[\\w$]*\\Q"));
  }

  static boolean isAllowed(String type) {
    return NEVER.stream().noneMatch(type::startsWith);
  }

  boolean hasType(String type) {
    return isAllowed(type) && types.matcher(type).matches();
  }

  boolean hasMethod(String name) {
    return methods.matcher(name).matches();
  }
}
