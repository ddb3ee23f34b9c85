// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes that somebody was told have succeeded and that the survivor lacks. */
final class RpoWrites implements Formula {

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String id() {
    return "rpo";
  }

  @Override
  public String title() {
    return "Acknowledged writes lost";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Writes writes = run.writes();
    if (writes == null) {
      return weighing.unknown("nobody kept account of acknowledged writes");
    }
    List<Writes.Write> lost =
        writes.all().stream()
            .filter(w -> !w.acknowledged().isAfter(clock.over()) && !w.survived())
            .toList();
    Optional<Instant> oldest =
        lost.stream().map(Writes.Write::acknowledged).min(Comparator.naturalOrder());
    return weighing
        .value((double) lost.size(), "writes")
        .objective((double) run.goals().lostWrites())
        .from(
            "%d acknowledged writes, each looked for in the survivor"
                .formatted(writes.all().size()))
        .text(
            "%d of %d acknowledged writes are gone%s%s.",
            lost.size(),
            writes.all().size(),
            oldest
                .map(at -> ", the oldest from " + Weighing.seconds(-run.seconds(at)) + " before")
                .orElse(""),
            lost.isEmpty()
                ? ""
                : ": " + String.join(", ", lost.stream().limit(10).map(Writes.Write::id).toList()))
        .atMost(
            Severity.CRITICAL, "replication", "replication is asynchronous: consent to its lag");
  }
}
