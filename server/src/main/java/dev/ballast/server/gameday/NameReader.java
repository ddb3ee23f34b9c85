// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.NameWatch;
import dev.ballast.control.findings.NameLook;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.WatchedName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of what resolvers answered what a formula wants to know of a name. */
final class NameReader {

  private NameReader() {}

  /** One for each name and resolver that was heard before the fault; null when none is watched. */
  static @Nullable List<NameLook> looks(
      GameDay day, String broken, RunRecord.Clock clock, List<NameWatch.Heard> heard) {
    if (day.names().isEmpty()) {
      return null;
    }
    List<NameLook> looks = new ArrayList<>();
    for (WatchedName name : day.names()) {
      for (String resolver : name.resolvers()) {
        List<NameWatch.Heard> own =
            heard.stream()
                .filter(h -> h.name().equals(name.name()) && h.resolver().equals(resolver))
                .toList();
        if (own.stream().anyMatch(h -> h.at().isBefore(clock.fault()))) {
          looks.add(look(name, resolver, broken, clock, own));
        }
      }
    }
    return looks;
  }

  /**
   * A client may use an answer until its TTL is over, so the last request to a dead address comes
   * that long after the last answer with one; but not after the fault.
   */
  private static NameLook look(
      WatchedName name,
      String resolver,
      String broken,
      RunRecord.Clock clock,
      List<NameWatch.Heard> heard) {
    Set<String> usual = new LinkedHashSet<>();
    String alias = "";
    long ttl = 0;
    long negative = 0;
    Instant lastDead = null;
    Instant changed = null;
    for (NameWatch.Heard one : heard) {
      negative = Math.max(negative, one.seen().negativeTtl());
      boolean dead =
          one.seen().addresses().stream()
              .anyMatch(a -> broken.equals(name.regions().getOrDefault(a, "")));
      if (one.at().isBefore(clock.fault())) {
        usual.addAll(one.seen().addresses());
        alias = one.seen().alias();
        ttl = Math.max(ttl, one.seen().ttl());
      }
      if (dead && !one.at().isAfter(clock.over())) {
        lastDead = one.at().plusSeconds(one.seen().ttl());
        changed = null;
      } else if (!dead
          && changed == null
          && one.at().isAfter(clock.fault())
          && !one.at().isAfter(clock.over())) {
        changed = one.at();
      }
    }
    boolean leads = usual.stream().anyMatch(a -> broken.equals(name.regions().getOrDefault(a, "")));
    Instant dead =
        lastDead == null || lastDead.isBefore(clock.fault())
            ? null
            : lastDead.isAfter(clock.over()) ? clock.over() : lastDead;
    return new NameLook(
        resolver,
        name.name(),
        Duration.ofSeconds(ttl),
        List.copyOf(usual),
        !leads || changed != null,
        alias,
        name.regions().getOrDefault(alias, ""),
        Duration.ofSeconds(negative),
        null,
        changed,
        dead);
  }
}
