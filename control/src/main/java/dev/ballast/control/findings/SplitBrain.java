// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long more than one region took writes. */
final class SplitBrain implements Formula {

  @Override
  public int number() {
    return 13;
  }

  @Override
  public String id() {
    return "splitBrain";
  }

  @Override
  public String title() {
    return "Split brain";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    Writes writes = run.writes();
    if (writes == null || writes.all().isEmpty()) {
      return weighing.unknown("nobody kept account of acknowledged writes");
    }
    if (writes.manyLeaders()) {
      return weighing.value(0, "s").text("Several regions are meant to take writes.").met();
    }
    Map<String, Instant[]> spans = new TreeMap<>();
    for (Writes.Write write : writes.all()) {
      Instant at = write.acknowledged();
      Instant[] span = spans.computeIfAbsent(write.region(), _ -> new Instant[] {at, at});
      span[0] = at.isBefore(span[0]) ? at : span[0];
      span[1] = at.isAfter(span[1]) ? at : span[1];
    }
    List<Instant[]> all = List.copyOf(spans.values());
    double both = 0;
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        both += overlap(all.get(i), all.get(j));
      }
    }
    return weighing
        .value(both, "s")
        .objective(0)
        .from("%d acknowledged writes of %s".formatted(writes.all().size(), spans.keySet()))
        .text("Two regions took writes for %s.", Weighing.seconds(both))
        .atMost(Severity.CRITICAL, "fence", "the old owner was not fenced before another one led");
  }

  private static double overlap(Instant[] one, Instant[] other) {
    Instant from = one[0].isAfter(other[0]) ? one[0] : other[0];
    Instant to = one[1].isBefore(other[1]) ? one[1] : other[1];
    return from.isBefore(to) ? Duration.between(from, to).toMillis() / 1e3 : 0;
  }
}
