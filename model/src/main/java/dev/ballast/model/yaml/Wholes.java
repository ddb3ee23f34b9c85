// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.function.Consumer;

/** Whole numbers, whose bounds their shape has and whose wholeness is checked here. */
final class Wholes {

  private final Consumer<Problem> report;

  Wholes(Consumer<Problem> report) {
    this.report = report;
  }

  static Shape.Numeric between(int least, int most) {
    return new Shape.Numeric(
        "a whole number " + least + ".." + most, least, true, most, true, Wholes::repair);
  }

  static Shape.Numeric from(int least) {
    return new Shape.Numeric(
        "a whole number >= " + least, least, true, Integer.MAX_VALUE, true, Wholes::repair);
  }

  private static String repair(String text) {
    return text.matches("[0-9]{1,9}\\.0*") ? text.substring(0, text.indexOf('.')) : "";
  }

  int of(Cursor map, String key, int otherwise) {
    var number = map.number(key);
    if (number.isEmpty()) {
      return otherwise;
    }
    if (number.getAsDouble() != Math.rint(number.getAsDouble())) {
      map.at(key).ifPresent(at -> report.accept(at.badValue("a whole number", "")));
      return otherwise;
    }
    return (int) number.getAsDouble();
  }
}
