// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

/** Writes that regions disagree about in the end, and writes that were applied more than once. */
final class Conflicts implements Formula {

  @Override
  public int number() {
    return 12;
  }

  @Override
  public String id() {
    return "conflicts";
  }

  @Override
  public String title() {
    return "Conflicting writes";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    Writes writes = run.writes();
    if (writes == null || writes.all().stream().allMatch(w -> w.afterwards().isEmpty())) {
      return weighing.unknown("nobody compared the regions afterwards");
    }
    long apart =
        writes.all().stream()
            .filter(w -> w.afterwards().values().stream().distinct().count() > 1)
            .count();
    long twice = writes.all().stream().filter(w -> w.copies() > 1).count();
    return weighing
        .value((double) (apart + twice), "writes")
        .objective(0)
        .from("%d acknowledged writes, compared in all regions".formatted(writes.all().size()))
        .text("%d writes differ between regions, %d were applied more than once.", apart, twice)
        .atMost(Severity.HIGH, "merge", "what becomes of two writes at once; idempotency keys");
  }
}
