// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Configuration;
import dev.ballast.model.rollout.ObjectName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of reading files: the configuration and every problem, ordered by place.
 *
 * @param configuration what the files say; empty unless the reading is valid, since half a
 *     configuration is none
 * @param canaries where each of them stands
 */
public record Reading(
    Configuration configuration, List<Problem> problems, Map<ObjectName, Place> canaries) {

  private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::place);

  /** What a set of files amounts to. */
  public enum Outcome {
    ACCEPTED,
    REJECTED
  }

  public Reading {
    problems = List.copyOf(problems);
    canaries = Map.copyOf(canaries);
  }

  /** The same with what somebody who would use it found; an error more makes it invalid. */
  public Reading with(List<Problem> more) {
    var all = Stream.concat(problems.stream(), more.stream()).sorted(ORDER).toList();
    var broken = more.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new Reading(broken ? Configuration.EMPTY : configuration, all, canaries);
  }

  /** Whether the configuration may be used: no problem is an error. */
  public boolean valid() {
    return errors().isEmpty();
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }

  public Outcome outcome() {
    return valid() ? Outcome.ACCEPTED : Outcome.REJECTED;
  }
}
