// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Finds the efficient portfolios: all of them are looked at when they are few. */
final class FrontierSearch {

  // Up to 12 options every possible portfolio is evaluated. Beyond that Pareto local search
  // (Paquete, Chiarandini, Stuetzle 2004): from each efficient portfolio found, every neighbour by
  // one option added, dropped or swapped, until none is new. Interactions of three options that are
  // useless in pairs can escape it; the benchmark says how many do.

  static final int EXHAUSTIVE = 12;

  private final int options;
  private final IntPredicate possible;
  private final IntFunction<Point> evaluate;
  private final int most;
  private final Map<Integer, Point> seen = new HashMap<>();

  FrontierSearch(int options, IntPredicate possible, IntFunction<Point> evaluate, int most) {
    this.options = options;
    this.possible = possible;
    this.evaluate = evaluate;
    this.most = most;
  }

  List<Point> run() {
    return options <= EXHAUSTIVE ? exhaustive() : local();
  }

  List<Point> exhaustive() {
    for (int portfolio = 0; portfolio < 1 << options; portfolio++) {
      look(portfolio);
    }
    return Point.frontier(seen.values());
  }

  List<Point> local() {
    look(0);
    Deque<Integer> waiting = new ArrayDeque<>(List.of(0));
    Set<Integer> expanded = new HashSet<>();
    while (!waiting.isEmpty() && seen.size() < most) {
      int from = waiting.poll();
      if (expanded.add(from)) {
        neighbours(from);
        Point.frontier(seen.values()).stream()
            .map(Point::portfolio)
            .filter(portfolio -> !expanded.contains(portfolio))
            .forEach(waiting::add);
      }
    }
    return Point.frontier(seen.values());
  }

  /** Every portfolio that was looked at. */
  Collection<Point> seen() {
    return seen.values();
  }

  private void neighbours(int from) {
    for (int i = 0; i < options; i++) {
      look(from ^ (1 << i));
      for (int j = 0; j < i; j++) {
        look(from ^ (1 << i) ^ (1 << j));
      }
    }
  }

  private void look(int portfolio) {
    if (!seen.containsKey(portfolio) && possible.test(portfolio)) {
      seen.put(portfolio, evaluate.apply(portfolio));
    }
  }
}
