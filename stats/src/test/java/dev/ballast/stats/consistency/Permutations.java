// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.List;

/** The definition, word by word: tries every order of every choice of unanswered operations. */
final class Permutations {

  private final Model.Steps steps;
  private final List<Operation> operations;

  private Permutations(Model model, List<Operation> operations) {
    this.steps = model.steps(operations);
    this.operations = operations;
  }

  /** Of one key. */
  static boolean linearizable(Model model, List<Operation> history) {
    Permutations all = new Permutations(model, List.copyOf(history));
    return all.extend(new ArrayList<>(), all.steps.initial());
  }

  private boolean extend(List<Integer> order, long state) {
    boolean complete = true;
    for (int i = 0; i < operations.size(); i++) {
      complete &= order.contains(i) || !operations.get(i).answered();
    }
    if (complete) {
      return true;
    }
    for (int i = 0; i < operations.size(); i++) {
      if (!order.contains(i) && mayComeNow(i, order)) {
        long after = steps.step(state, i);
        if (after != Model.Steps.REJECTED) {
          List<Integer> longer = new ArrayList<>(order);
          longer.add(i);
          if (extend(longer, after)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean mayComeNow(int operation, List<Integer> order) {
    for (int i = 0; i < operations.size(); i++) {
      if (i != operation
          && !order.contains(i)
          && operations.get(i).before(operations.get(operation))) {
        return false;
      }
    }
    return true;
  }
}
