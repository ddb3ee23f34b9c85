// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import org.jspecify.annotations.Nullable;

/** A text as the value that a method of a type returns. */
final class ReturnValue {

  private ReturnValue() {}

  /** Whether there is such a value of the type. */
  static boolean fits(String text, String type) {
    try {
      return of(text, type) != null || text.equals("null") || type.equals("void");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * @param type such as {@code int}, {@code java.lang.String} or {@code void}
   * @throws IllegalArgumentException when there is no such value of the type
   */
  static @Nullable Object of(String text, String type) {
    if (type.equals("void")) {
      return null;
    }
    boolean primitive = type.indexOf('.') < 0 && type.indexOf('[') < 0;
    if (text.equals("null") && !primitive) {
      return null;
    }
    return switch (type) {
      case "boolean", "java.lang.Boolean" -> truth(text);
      case "byte", "java.lang.Byte" -> Byte.valueOf(text);
      case "short", "java.lang.Short" -> Short.valueOf(text);
      case "int", "java.lang.Integer" -> Integer.valueOf(text);
      case "long", "java.lang.Long" -> Long.valueOf(text);
      case "float", "java.lang.Float" -> Float.valueOf(text);
      case "double", "java.lang.Double" -> Double.valueOf(text);
      case "char", "java.lang.Character" -> character(text);
      case "java.lang.String", "java.lang.CharSequence", "java.lang.Object" -> text;
      default ->
          throw new IllegalArgumentException(
              "value: " + text + " cannot be a " + type + " (expected: null)");
    };
  }

  private static Boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("value: " + text + " (expected: true or false)");
    }
    return Boolean.valueOf(text);
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("value: " + text + " (expected: one character)");
    }
    return text.charAt(0);
  }
}
