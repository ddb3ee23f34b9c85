// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long clients go on asking dead addresses, and what makes them. */
final class NameTail implements Formula {

  @Override
  public int number() {
    return 17;
  }

  @Override
  public String id() {
    return "dns";
  }

  @Override
  public String title() {
    return "Names";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    if (run.names() == null || run.names().isEmpty()) {
      return weighing.unknown("nobody looked how names are found");
    }
    double most = run.goals().dnsTail().toMillis() / 1e3;
    List<String> wrong = new ArrayList<>();
    double tail = 0;
    for (NameLook look : run.names()) {
      Instant dead = look.lastDead();
      tail = Math.max(tail, dead == null ? 0 : Math.max(0, run.seconds(dead)));
      wrong.addAll(rules(look, run));
    }
    weighing
        .value(tail, "s")
        .objective(most)
        .from("%d looks at names".formatted(run.names().size()))
        .text(
            "The last request to a dead address came after %s%s.",
            Weighing.seconds(tail), wrong.isEmpty() ? "" : "; " + String.join("; ", wrong));
    return wrong.isEmpty()
        ? weighing.atMost(Severity.HIGH, "dns", "records and caches of the name")
        : weighing.missed(Severity.HIGH, "dns", wrong.getFirst());
  }

  private static List<String> rules(NameLook look, RunRecord run) {
    Duration third = run.goals().dnsTail().dividedBy(3);
    List<String> wrong = new ArrayList<>();
    if (look.addresses().size() < 2 && look.alias().isEmpty()) {
      wrong.add(look.name() + " has no second record");
    }
    if (!look.checked()) {
      wrong.add(look.name() + " is not taken out by a health check");
    }
    if (look.ttl().compareTo(third) > 0) {
      wrong.add(
          "%s has a TTL of %d s (expected: at most %d s)"
              .formatted(look.name(), look.ttl().toSeconds(), third.toSeconds()));
    }
    if (!look.aliasRegion().isEmpty() && look.aliasRegion().equals(run.broken().region())) {
      wrong.add(
          look.name() + " stands for " + look.alias() + ", which is in " + look.aliasRegion());
    }
    if (look.negativeTtl().compareTo(run.goals().dnsTail()) > 0) {
      wrong.add(
          "that there is no %s is kept for %d s"
              .formatted(look.name(), look.negativeTtl().toSeconds()));
    }
    Duration cache = look.clientCache();
    if (cache != null && cache.compareTo(run.goals().dnsTail()) > 0) {
      wrong.add(
          cache.equals(NameLook.FOR_EVER)
              ? "clients keep " + look.name() + " for good (networkaddress.cache.ttl)"
              : "clients keep %s for %d s".formatted(look.name(), cache.toSeconds()));
    }
    return wrong;
  }
}
