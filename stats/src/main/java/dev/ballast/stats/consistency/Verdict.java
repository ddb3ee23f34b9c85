// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/** What a history proves. */
public sealed interface Verdict {

  /** Everything fits one order. */
  record Linearizable(Count count) implements Verdict {}

  /** Nothing fits, for each key named; other keys may be fine, not found out, or wrong as well. */
  record Violation(Count count, List<Counterexample> examples, List<Gap> gaps) implements Verdict {
    public Violation {
      examples = List.copyOf(examples);
      gaps = List.copyOf(gaps);
    }
  }

  /** Nobody knows: the search for these keys took more than it was given. Not a good sign. */
  record Unknown(Count count, List<Gap> gaps) implements Verdict {
    public Unknown {
      gaps = List.copyOf(gaps);
    }
  }

  Count count();

  /**
   * What was looked at.
   *
   * @param unanswered operations of which nobody knows whether they were done
   * @param tried steps of the model
   */
  record Count(long operations, long unanswered, int keys, long tried) {}

  /**
   * A key that was given up.
   *
   * @param reached how many had been answered where the search came no further
   */
  record Gap(String key, String why, int reached, int operations) {}
}
