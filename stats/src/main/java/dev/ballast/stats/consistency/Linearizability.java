// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a history is linearizable: whether every operation can have happened at one
 * moment between its call and its return. Keys are judged one by one, which is the same (Herlihy
 * and Wing 1990, locality). The problem is NP-complete, so there is a budget and a third answer.
 */
public final class Linearizability {

  private final Model model;
  private final Budget budget;

  public Linearizability(Model model, Budget budget) {
    this.model = model;
    this.budget = budget;
  }

  /**
   * Judges a history.
   *
   * @throws IllegalArgumentException when an operation is none of the model's
   */
  public Verdict check(List<Operation> history) {
    Map<String, List<Operation>> keys = new LinkedHashMap<>();
    long unanswered = 0;
    for (Operation operation : history) {
      String problem = model.problem(operation);
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(operation.number() + ": " + problem);
      }
      unanswered += operation.answered() ? 0 : 1;
      keys.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation);
    }
    Memo memo = new Memo(budget.bytes());
    List<Counterexample> examples = new ArrayList<>();
    List<Verdict.Gap> gaps = new ArrayList<>();
    long tried = 0;
    for (Map.Entry<String, List<Operation>> key : keys.entrySet()) {
      Timeline line = new Timeline(key.getValue());
      Model.Steps steps = model.steps(line.operations);
      Search search = new Search(line, steps, memo, budget.steps());
      Search.End end = search.run(steps.initial(), false);
      tried += search.tried();
      switch (end) {
        case FOUND -> {}
        case NONE -> examples.add(new Window(key.getKey(), line, steps, search).of(memo));
        case OUT_OF_MEMORY ->
            gaps.add(
                gap(
                    key.getKey(),
                    line,
                    search,
                    "%d MiB of memory".formatted(budget.bytes() >> 20)));
        case OUT_OF_STEPS -> gaps.add(gap(key.getKey(), line, search, budget.steps() + " steps"));
      }
    }
    var count = new Verdict.Count(history.size(), unanswered, keys.size(), tried);
    if (!examples.isEmpty()) {
      return new Verdict.Violation(count, examples, gaps);
    }
    return gaps.isEmpty() ? new Verdict.Linearizable(count) : new Verdict.Unknown(count, gaps);
  }

  private static Verdict.Gap gap(String key, Timeline line, Search search, String limit) {
    return new Verdict.Gap(
        key, "not decided within " + limit, search.reached(), line.operations.size());
  }
}
