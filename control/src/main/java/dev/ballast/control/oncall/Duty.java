// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Instant;
import java.util.List;

/**
 * Who is on call in one stretch of time.
 *
 * @param people nobody when empty
 * @param source what says so: a layer, a shift, or who takes over
 */
public record Duty(List<String> people, String source, Instant from, Instant to) {
  public Duty {
    people = List.copyOf(people);
  }

  boolean isSameAs(Duty other) {
    return people.equals(other.people) && source.equals(other.source);
  }
}
