// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

/**
 * What may be a cause: a service, or whatever else telemetry names a series by (a database, a
 * function, an external host). Wider than a service's name: anything that is not blank.
 */
public record Subject(String name) implements Comparable<Subject> {

  private static final int LONGEST = 1000;

  public Subject {
    if (name.isBlank() || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "subject: \"%s\" (expected: 1 to %d characters, not blank)"
              .formatted(name.substring(0, Math.min(40, name.length())), LONGEST));
    }
  }

  @Override
  public int compareTo(Subject other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
