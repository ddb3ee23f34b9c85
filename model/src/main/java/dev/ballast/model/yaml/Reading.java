// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Configuration;
import java.util.List;

/**
 * What came of reading files: the configuration and every problem, ordered by place.
 *
 * @param configuration what the files say; empty unless the reading is valid, since half a
 *     configuration is none
 */
public record Reading(Configuration configuration, List<Problem> problems) {

  /** What a set of files amounts to. */
  public enum Outcome {
    ACCEPTED,
    /** Nothing is wrong with the files, but they ask for something that is not supported yet. */
    UNSUPPORTED,
    REJECTED
  }

  public Reading {
    problems = List.copyOf(problems);
  }

  /** Whether the configuration may be used: no problem is an error. */
  public boolean valid() {
    return errors().isEmpty();
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }

  /** Accepted, or unsupported when nothing but unsupported features stands in the way. */
  public Outcome outcome() {
    if (valid()) {
      return Outcome.ACCEPTED;
    }
    return errors().stream().allMatch(Problem.Unsupported.class::isInstance)
        ? Outcome.UNSUPPORTED
        : Outcome.REJECTED;
  }
}
