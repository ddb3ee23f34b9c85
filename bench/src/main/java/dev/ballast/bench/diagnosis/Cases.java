// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.control.diagnosis.Cause;
import dev.ballast.control.diagnosis.Diagnoser;
import dev.ballast.control.diagnosis.Examined;
import dev.ballast.control.diagnosis.Verdict;
import dev.ballast.control.diagnosis.Weights;
import java.util.ArrayList;
import java.util.List;

/** The labelled cases of one system, examined once and weighed as often as one likes. */
final class Cases {

  private static final int DEPTH = 5;

  private record Labelled(String truth, Examined examined) {}

  /** What was said of all of them. */
  record Verdicts(int right, int wrong, int nobody, int accused, int windows) {
    String text() {
      return "%d, %d, %d; %d of %d".formatted(right, wrong, nobody, accused, windows);
    }
  }

  private final List<Labelled> cases = new ArrayList<>();
  private final List<Examined> healthy = new ArrayList<>();

  void add(String truth, Examined examined, List<Examined> windows) {
    cases.add(new Labelled(truth, examined));
    healthy.addAll(windows);
  }

  int size() {
    return cases.size();
  }

  int windows() {
    return healthy.size();
  }

  Score score(Weights weights) {
    Diagnoser diagnoser = new Diagnoser(weights);
    double first = 0;
    double average = 0;
    for (Labelled one : cases) {
      int place = place(diagnoser.rank(one.examined()), one.truth());
      first += place == 1 ? 1 : 0;
      average += Math.max(0, DEPTH + 1 - place) / (double) DEPTH;
    }
    return new Score(first / cases.size(), average / cases.size());
  }

  private static int place(List<Cause> ranking, String truth) {
    for (int i = 0; i < Math.min(DEPTH, ranking.size()); i++) {
      if (ranking.get(i).subject().name().equals(truth) && ranking.get(i).score() > 0) {
        return i + 1;
      }
    }
    return DEPTH + 1;
  }

  Verdicts verdicts(Weights weights) {
    Diagnoser diagnoser = new Diagnoser(weights);
    int right = 0;
    int wrong = 0;
    int nobody = 0;
    for (Labelled one : cases) {
      switch (diagnoser.verdict(one.examined(), diagnoser.rank(one.examined()))) {
        case Verdict.Named named -> {
          boolean is = named.subject().name().equals(one.truth());
          right += is ? 1 : 0;
          wrong += is ? 0 : 1;
        }
        case Verdict.Unexplained _ -> nobody++;
      }
    }
    int accused = 0;
    for (Examined window : healthy) {
      Verdict verdict = diagnoser.verdict(window, diagnoser.rank(window));
      accused += verdict instanceof Verdict.Named ? 1 : 0;
    }
    return new Verdicts(right, wrong, nobody, accused, healthy.size());
  }
}
