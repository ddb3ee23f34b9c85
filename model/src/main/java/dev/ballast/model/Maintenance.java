// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Planned times that error budgets do not count, up to a share of each window. Whoever declares
 * them says why and who they are.
 *
 * @param slos by name; each that is watched for it, {@code NAME-0} and so on, is meant too
 * @param services all SLOs of these
 * @param cap the share of a window up to which it may be left out; 0 when it says none, so that the
 *     SLO's or the usual one counts
 */
public record Maintenance(
    String name,
    Set<SloName> slos,
    Set<ServiceName> services,
    Times times,
    String reason,
    String by,
    Ratio cap) {

  /**
   * When, in local time, which is kept when clocks change.
   *
   * @param rule by which it comes again (RFC 5545); empty for once
   */
  public record Times(LocalDateTime start, LocalDateTime end, ZoneId zone, String rule) {
    public Times {
      if (!end.isAfter(start)) {
        throw new IllegalArgumentException("end: " + end + " (expected: after " + start + ")");
      }
      if (!rule.isEmpty()) {
        Recurrence.of(rule, start, zone, Duration.ofSeconds(1)); // Refuses what it does not know.
      }
    }

    /** As long as the first time is, also where clocks change inside another. */
    public Duration length() {
      return Duration.between(start.atZone(zone), end.atZone(zone));
    }

    /** The starts of the times that touch a window. */
    public List<Instant> starts(Instant from, Instant to) {
      var first = start.atZone(zone).toInstant();
      if (rule.isEmpty()) {
        return first.isBefore(to) && from.isBefore(first.plus(length()))
            ? List.of(first)
            : List.of();
      }
      return Recurrence.of(rule, start, zone, length()).starts(from, to);
    }
  }

  /** Up to the usual share. */
  public Maintenance(
      String name,
      Set<SloName> slos,
      Set<ServiceName> services,
      Times times,
      String reason,
      String by) {
    this(name, slos, services, times, reason, by, Ratio.ZERO);
  }

  public Maintenance {
    slos = Set.copyOf(slos);
    services = Set.copyOf(services);
    if (reason.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException(
          "reason, by: " + reason + ", " + by + " (expected: both, for the audit)");
    }
  }

  public boolean isAbout(Slo slo) {
    return services.contains(slo.service())
        || slos.contains(slo.name())
        || slos.stream().anyMatch(name -> slo.name().value().matches(quoted(name) + "-[0-9]+"));
  }

  private static String quoted(SloName name) {
    return java.util.regex.Pattern.quote(name.value());
  }
}
