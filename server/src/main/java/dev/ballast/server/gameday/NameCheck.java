// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.dns.NameAudit;
import dev.ballast.connect.dns.NameSight;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.WatchedName;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Resolves a name at each of its resolvers: an answer, somewhere to fail over to, and a TTL of at
 * most a third of what the day allows until the last request to a dead address.
 */
final class NameCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private NameCheck() {}

  /**
   * Looks.
   *
   * @param about a name or URL; empty: every name that the day watches
   */
  static DayChecks.Outcome of(GameDay day, String about) {
    List<WatchedName> names = new ArrayList<>();
    String host = host(about);
    day.names().stream()
        .filter(name -> host.isEmpty() || name.name().equals(host))
        .forEach(names::add);
    if (names.isEmpty() && !host.isEmpty()) {
      names.add(new WatchedName(host, NameAudit.ownResolvers(), Map.of()));
    }
    if (names.isEmpty()) {
      return new DayChecks.Outcome(
          false, "no name (expected: dnsAudit: NAME, or names in the plan)");
    }
    NameSight sight = new NameSight(PATIENCE, new SplittableRandom());
    Duration most = day.objectives().dnsTail().dividedBy(3);
    List<String> said = new ArrayList<>();
    boolean well = true;
    for (WatchedName name : names) {
      if (name.resolvers().isEmpty()) {
        return new DayChecks.Outcome(false, name.name() + ": no resolver to ask");
      }
      for (String resolver : name.resolvers()) {
        DayChecks.Outcome one = at(sight, resolver, name, most);
        well &= one.well();
        said.add(one.text());
      }
    }
    return new DayChecks.Outcome(well, String.join(", ", said));
  }

  private static DayChecks.Outcome at(
      NameSight sight, String resolver, WatchedName name, Duration most) {
    NameSight.Seen seen;
    try {
      seen = sight.look(resolver, name.name());
    } catch (IOException | IllegalArgumentException e) {
      return new DayChecks.Outcome(
          false, "%s at %s: %s".formatted(name.name(), resolver, e.getMessage()));
    }
    Set<String> places = new LinkedHashSet<>();
    seen.addresses().forEach(a -> places.add(name.regions().getOrDefault(a, a)));
    List<String> wrong = new ArrayList<>();
    if (places.isEmpty()) {
      wrong.add("no answer");
    } else if (places.size() < 2 && name.regions().isEmpty()) {
      wrong.add("nowhere to fail over to");
    } else if (places.size() < 2) {
      wrong.add("leads to " + places + " alone, with no fallback in the answer");
    }
    if (seen.ttl() > most.toSeconds()) {
      wrong.add("TTL above %d s".formatted(most.toSeconds()));
    }
    return new DayChecks.Outcome(
        wrong.isEmpty(),
        "%s at %s: %s, TTL %d s%s"
            .formatted(
                name.name(),
                resolver,
                seen.addresses(),
                seen.ttl(),
                wrong.isEmpty() ? "" : " (" + String.join("; ", wrong) + ")"));
  }

  private static String host(String about) {
    if (!about.contains("://")) {
      return about;
    }
    try {
      String host = URI.create(about).getHost();
      return host == null ? about : host;
    } catch (IllegalArgumentException e) {
      return about;
    }
  }
}
