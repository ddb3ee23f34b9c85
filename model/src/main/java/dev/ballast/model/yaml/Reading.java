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

  public Outcome outcome() {
    return valid() ? Outcome.ACCEPTED : Outcome.REJECTED;
  }
}
