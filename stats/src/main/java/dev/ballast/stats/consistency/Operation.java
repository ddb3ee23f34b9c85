// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

/**
 * What one client asked and what it was told.
 *
 * @param number tells it from others, such as its line in a file
 * @param process the client; one operation at a time
 * @param key what it is about; keys are independent of each other
 * @param name what was asked, as the model calls it
 * @param value what was given along, and
 * @param result what was answered; both as JSON, {@code null} when there is none
 * @param start when it was asked; any unit, the same everywhere
 * @param end when it was answered; without meaning unless it was
 * @param answered false when nobody knows whether it was done: it may be done at any time after its
 *     start, or never. What is known not to have been done is no operation.
 */
public record Operation(
    long number,
    String process,
    String key,
    String name,
    String value,
    String result,
    long start,
    long end,
    boolean answered) {

  public static final String NULL = "null";

  public Operation {
    if (answered && end < start) {
      throw new IllegalArgumentException(
          "operation.end: " + end + " (expected: at least the start, " + start + ")");
    }
  }

  /**
   * Surely over before the other was asked. Equal times count as overlapping: clocks are coarse.
   */
  public boolean before(Operation other) {
    return answered && end < other.start;
  }

  @Override
  public String toString() {
    return name
        + (value.equals(NULL) ? "" : " " + value)
        + (answered ? result.equals(NULL) && !name.equals("read") ? "" : " -> " + result : " -> ?");
  }
}
