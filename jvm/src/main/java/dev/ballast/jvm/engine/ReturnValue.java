// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import org.jspecify.annotations.Nullable;

/** A text as the value that a method of a type returns. */
final class ReturnValue {

  private ReturnValue() {}

  /** Whether there is such a value of the type. */
  static boolean fits(String text, String type) {
    try {
      var unused = of(text, type);
      return true;
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
    switch (type) {
      case "boolean":
      case "java.lang.Boolean":
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException("value: " + text + " (expected: true or false)");
        }
        return Boolean.valueOf(text);
      case "byte":
      case "java.lang.Byte":
        return Byte.valueOf(text);
      case "short":
      case "java.lang.Short":
        return Short.valueOf(text);
      case "int":
      case "java.lang.Integer":
        return Integer.valueOf(text);
      case "long":
      case "java.lang.Long":
        return Long.valueOf(text);
      case "float":
      case "java.lang.Float":
        return Float.valueOf(text);
      case "double":
      case "java.lang.Double":
        return Double.valueOf(text);
      case "char":
      case "java.lang.Character":
        if (text.length() != 1) {
          throw new IllegalArgumentException("value: " + text + " (expected: one character)");
        }
        return text.charAt(0);
      case "java.lang.String":
      case "java.lang.CharSequence":
      case "java.lang.Object":
        return text;
      default:
        throw new IllegalArgumentException(
            "value: " + text + " cannot be a " + type + " (expected: null)");
    }
  }
}
