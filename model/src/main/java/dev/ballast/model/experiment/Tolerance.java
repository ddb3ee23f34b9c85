// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.List;
import java.util.Optional;

/** What the answer of a probe has to be. */
public sealed interface Tolerance {

  /** Anything. */
  record None() implements Tolerance {}

  /** Exactly this; a number is also compared with the answer's status. */
  record Exactly(Tree value) implements Tolerance {}

  /** Between two numbers, both included. */
  record Between(double low, double high, Tree written) implements Tolerance {}

  /** One of these. */
  record OneOf(List<Tree> values) implements Tolerance {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** The pattern is found in the answer. */
  record Matches(String pattern, String target) implements Tolerance {}

  /** A number between two bounds in a part of the answer. */
  record InRange(double low, double high, String target) implements Tolerance {}

  /**
   * A path finds something in the answer.
   *
   * @param count how many values; below 0 when any number but none will do
   * @param expect what exactly is found
   */
  record AtPath(String path, String target, int count, Optional<List<Tree>> expect)
      implements Tolerance {
    public AtPath {
      expect = expect.map(List::copyOf);
    }
  }

  /** Another probe says so, given the answer as its argument {@code value}. */
  record Probe(Activity probe) implements Tolerance {}
}
