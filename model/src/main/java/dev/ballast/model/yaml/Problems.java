// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects problems, up to a number for each file. Used by one reading on one thread. */
final class Problems {

  private final int limit;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  Problems(int limit) {
    this.limit = limit;
  }

  void add(Problem problem) {
    if (counts.merge(problem.place().file(), 1, Integer::sum) <= limit) {
      problems.add(problem);
    }
  }

  boolean has(String file) {
    return counts.containsKey(file);
  }

  /** Whether a file, or a part of one, was not read at all. */
  boolean hideFiles() {
    return problems.stream()
        .anyMatch(p -> p instanceof Problem.Unreadable || p instanceof Problem.TooMuch);
  }

  /** All of them in the order of their places. */
  List<Problem> list() {
    var all = new ArrayList<>(problems);
    counts.forEach(
        (file, count) -> {
          if (count > limit) {
            all.add(unlisted(file, count - limit));
          }
        });
    all.sort(Comparator.comparing(Problem::place));
    return List.copyOf(all);
  }

  private Problem unlisted(String file, int count) {
    return new Problem.TooMuch(
        Place.wholeFile(file),
        count + " further problems (expected: at most " + limit + " in one file)",
        "Fix: start with those that are listed");
  }
}
