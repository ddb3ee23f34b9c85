// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes a failed search small enough to be read. */
final class Window {

  /*
   * The operation whose return no order passes is the first wrong answer. Of what was over before a cut only the outcomes matter: a state,
   * and which of the operations under way were done already. The failed search tried all of these, so its memo has them. The cut is
   * the last moment at which nothing was under way, or a later one when too much came after that. Of what is left every operation that
   * only looks may be left out as long as no outcome explains the rest: fewer demands, still unmet.
   */

  private static final int MOST = 12;
  private static final long STEPS = 200_000;
  private static final long BYTES = 8L << 20;

  private final String key;
  private final Timeline line;
  private final Model.Steps steps;
  private final int impossible;
  private final int end;

  Window(String key, Timeline line, Model.Steps steps, Search search) {
    this.key = key;
    this.line = line;
    this.steps = steps;
    this.impossible = search.blocked();
    this.end = search.blockedEvent();
  }

  /** One way in which what came before the cut can have ended; operations by their number. */
  private record Outcome(long state, Set<Integer> done, Set<Integer> unknownDone) {}

  Counterexample of(Memo memo) {
    int cut = cut();
    Set<Integer> open = openAt(cut);
    Set<Outcome> outcomes = outcomes(memo, cut, open);
    List<Integer> all = new ArrayList<>(open);
    for (int i = 0; i < end; i++) {
      int event = line.events[i];
      if (event >= line.answered || (event >= 0 && i >= cut)) {
        all.add(event);
      }
    }
    all.sort(null);
    List<Integer> few = fewer(all, outcomes);
    return example(few, all.size() - few.size(), outcomes);
  }

  /** The event before which everything is told by its outcomes only. */
  private int cut() {
    int open = 0;
    int quiet = 0;
    int call = 0;
    for (int i = 0; i < end; i++) {
      int event = line.events[i];
      if (event < line.answered) {
        quiet = event >= 0 && open == 0 ? i : quiet;
        open += event < 0 ? -1 : 1;
      }
      if (event == impossible) {
        call = i;
        break;
      }
    }
    int size = openAt(call).size();
    for (int i = call; i < end; i++) {
      size += calls(line.events[i]);
    }
    int cut = call;
    while (cut > quiet && size + (line.events[cut - 1] < 0 ? 1 : 0) <= MOST) {
      size += line.events[--cut] < 0 ? 1 : 0;
    }
    return cut;
  }

  private int calls(int event) {
    return event >= 0 && event < line.answered ? 1 : 0;
  }

  /** Answered operations that were called before an event and not answered yet. */
  private Set<Integer> openAt(int cut) {
    Set<Integer> open = new LinkedHashSet<>();
    for (int i = 0; i < cut; i++) {
      int event = line.events[i];
      if (event < 0) {
        open.remove(~event);
      } else if (event < line.answered) {
        open.add(event);
      }
    }
    return open;
  }

  private Set<Outcome> outcomes(Memo memo, int cut, Set<Integer> open) {
    int called = 0;
    for (int i = 0; i < cut; i++) {
      called += calls(line.events[i]);
    }
    int before = called;
    Set<Outcome> outcomes = new LinkedHashSet<>();
    if (open.size() == before) {
      outcomes.add(new Outcome(steps.initial(), Set.of(), Set.of()));
    }
    memo.forEach(
        (page, from, length) -> {
          if (!Taken.near(page, from, before, open.size())) {
            return;
          }
          Taken taken = Taken.of(page, from, length, line.answered);
          if (taken.high() <= before && before - taken.count() <= open.size()) {
            Set<Integer> missing = taken.missing(before);
            if (open.containsAll(missing)) {
              Set<Integer> done = new HashSet<>(open);
              done.removeAll(missing);
              outcomes.add(new Outcome(taken.state(), done, taken.unknown()));
            }
          }
        });
    return outcomes;
  }

  private List<Integer> fewer(List<Integer> all, Set<Outcome> outcomes) {
    if (all.size() > MOST * MOST || !unexplained(all, outcomes)) {
      return all;
    }
    List<Integer> few = new ArrayList<>(all);
    for (int operation : all) {
      boolean looks = operation >= line.answered || steps.reads(operation);
      if (looks && operation != impossible) {
        List<Integer> less = new ArrayList<>(few);
        less.remove(Integer.valueOf(operation));
        if (unexplained(less, outcomes)) {
          few = less;
        }
      }
    }
    return few;
  }

  private boolean unexplained(List<Integer> some, Set<Outcome> outcomes) {
    return outcomes.stream()
        .allMatch(
            outcome -> search(part(some, outcome)).run(outcome.state(), false) == Search.End.NONE);
  }

  private Search search(Timeline part) {
    return new Search(part, renumbered(part), new Memo(BYTES), STEPS);
  }

  /** What is left after an outcome; time ends when the impossible operation is answered. */
  private Timeline part(List<Integer> some, Outcome outcome) {
    long last = line.operations.get(impossible).end();
    List<Operation> kept = new ArrayList<>();
    for (int i : some) {
      if (!outcome.done().contains(i) && !outcome.unknownDone().contains(i)) {
        Operation o = line.operations.get(i);
        boolean known = i == impossible || (i < line.answered && o.end() < last);
        kept.add(
            new Operation(
                i,
                o.process(),
                o.key(),
                o.name(),
                o.value(),
                o.result(),
                o.start(),
                Math.max(o.start(), o.end()),
                known));
      }
    }
    return new Timeline(kept);
  }

  /** The same machine, for operations that carry their number in the whole line. */
  private Model.Steps renumbered(Timeline part) {
    int[] old = part.operations.stream().mapToInt(o -> (int) o.number()).toArray();
    return new Model.Steps() {
      @Override
      public long initial() {
        return steps.initial();
      }

      @Override
      public long step(long state, int operation) {
        return steps.step(state, old[operation]);
      }

      @Override
      public boolean reads(int operation) {
        return steps.reads(old[operation]);
      }

      @Override
      public String describe(long state) {
        return steps.describe(state);
      }
    };
  }

  private Counterexample example(List<Integer> few, int left, Set<Outcome> outcomes) {
    int[] best = {};
    long from = steps.initial();
    boolean first = true;
    for (Outcome outcome : outcomes) {
      Timeline part = part(few, outcome);
      Search search = search(part);
      search.run(outcome.state(), true);
      int[] order =
          Arrays.stream(search.longest()).map(i -> (int) part.operations.get(i).number()).toArray();
      if (first || order.length > best.length) {
        best = order;
        from = outcome.state();
        first = false;
      }
    }
    long after = from;
    for (int operation : best) {
      after = steps.step(after, operation);
    }
    return new Counterexample(
        key,
        line.operations.get(impossible),
        outcomes.stream()
            .map(
                outcome ->
                    new Counterexample.Before(
                        steps.describe(outcome.state()),
                        operations(outcome.done().stream().sorted().toList())))
            .distinct()
            .toList(),
        operations(few),
        left,
        operations(Arrays.stream(best).boxed().toList()),
        steps.describe(after));
  }

  private List<Operation> operations(List<Integer> numbers) {
    return numbers.stream().map(line.operations::get).toList();
  }
}
