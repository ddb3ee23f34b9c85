// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/**
 * One key that a map may have.
 *
 * @param about one sentence for documentation and editors
 * @param otherwise what holds when the key is left out, as text; empty when nothing does
 * @param example a value as it is written, for the advice when a required key is missing
 */
record Key(
    String name, boolean required, Shape shape, String about, String otherwise, String example) {

  static Key required(String name, Shape shape, String about) {
    return new Key(name, true, shape, about, "", "");
  }

  static Key optional(String name, Shape shape, String about) {
    return new Key(name, false, shape, about, "", "");
  }

  Key otherwise(String value) {
    return new Key(name, required, shape, about, value, example);
  }

  Key example(String value) {
    return new Key(name, required, shape, about, otherwise, value);
  }
}
