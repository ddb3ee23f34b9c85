// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.List;

/** On which place the diagnosis has what was really broken. */
final class CauseRank implements Formula {

  @Override
  public int number() {
    return 15;
  }

  @Override
  public String id() {
    return "causeRank";
  }

  @Override
  public String title() {
    return "Rank of the true cause";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    if (run.incidents() == null || run.incidents().isEmpty()) {
      return weighing.unknown("no incident was diagnosed");
    }
    int rank = Integer.MAX_VALUE;
    for (RunRecord.Episode incident : run.incidents()) {
      int place = place(run.broken(), incident.causes());
      rank = place > 0 ? Math.min(rank, place) : rank;
    }
    boolean named = run.incidents().stream().anyMatch(i -> !i.causes().isEmpty());
    if (!named) {
      return weighing.unknown("no incident names a cause");
    }
    boolean found = rank < Integer.MAX_VALUE;
    return weighing
        .value(found ? rank : Double.POSITIVE_INFINITY, "place")
        .objective(3)
        .from("causes named by %d incidents".formatted(run.incidents().size()))
        .text(
            found
                ? "What was broken is on place %d of those blamed."
                : "What was broken is not among those blamed.",
            rank)
        .atMost(
            Severity.MEDIUM, "diagnosis", "telemetry of what was broken: spans, regions, names");
  }

  private static int place(RunRecord.Broken broken, List<String> causes) {
    for (int i = 0; i < causes.size(); i++) {
      if (broken.isBlamedBy(causes.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }
}
