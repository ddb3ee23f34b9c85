// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.model.Health;
import dev.ballast.model.ServiceName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sentences that open every page, the terminal's status and the API's. */
public final class Sentences {

  private Sentences() {}

  /** The whole in one sentence, such as {@code 2 of 14 services need you.} */
  public static String overall(Board board) {
    Map<ServiceName, Health> worst = board.worstHealth();
    if (worst.isEmpty()) {
      return "Nothing is connected yet.";
    }
    int all = worst.size();
    long needy = count(worst.values(), Health.UNHEALTHY) + count(worst.values(), Health.DEGRADED);
    long healthy = count(worst.values(), Health.HEALTHY);
    if (needy > 0) {
      return needy == 1
          ? "1 of %d services needs you.".formatted(all)
          : "%d of %d services need you.".formatted(needy, all);
    }
    if (healthy == all) {
      return all == 1
          ? "The one service is healthy."
          : "All %d services are healthy.".formatted(all);
    }
    if (healthy == 0) {
      return "The health of %s is unknown."
          .formatted(all == 1 ? "the one service" : "all " + all + " services");
    }
    return "%d of %d services %s healthy, %d %s unknown."
        .formatted(
            healthy,
            all,
            healthy == 1 ? "is" : "are",
            all - healthy,
            all - healthy == 1 ? "is" : "are");
  }

  /** One place in a sentence without a full stop: what it is and why. */
  public static String of(ServiceHealth place) {
    return place.health().name().toLowerCase(Locale.ROOT) + ": " + place.text();
  }

  /** Those that need somebody, worst first. */
  public static List<ServiceHealth> needy(Board board) {
    return board.placesWorstFirst().stream().filter(ServiceHealth::needsAttention).toList();
  }

  private static long count(Collection<Health> all, Health wanted) {
    return all.stream().filter(health -> health == wanted).count();
  }
}
