// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/**
 * Operations of one key that no order explains, as few as were found.
 *
 * @param impossible the first operation whose answer cannot be right, by the time it was answered
 * @param before all ways in which what came before the window can have ended
 * @param window the operations that matter, by their start; the impossible one among them
 * @param order the longest order that was found, which the impossible one cannot follow
 * @param left how many operations of this time are left out, since they ask nothing or cannot help
 * @param after the state at the end of that order, in words
 */
public record Counterexample(
    String key,
    Operation impossible,
    List<Before> before,
    List<Operation> window,
    int left,
    List<Operation> order,
    String after) {

  /**
   * One of them.
   *
   * @param state in words
   * @param done operations of the window that were done by then
   */
  public record Before(String state, List<Operation> done) {
    public Before {
      done = List.copyOf(done);
    }
  }

  public Counterexample {
    before = List.copyOf(before);
    window = List.copyOf(window);
    order = List.copyOf(order);
  }
}
