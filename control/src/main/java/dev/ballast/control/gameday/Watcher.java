// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import dev.ballast.model.gameday.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says whether what was expected was seen. */
public final class Watcher {

  private Watcher() {}

  /**
   * What is known now.
   *
   * @param settled whether it cannot become any better
   */
  public record Verdict(boolean met, boolean settled, String text) {}

  /**
   * Compares.
   *
   * @param fault when it was broken
   * @param now in real time: deadlines are not shortened
   */
  public static Verdict of(Expectation expect, Watched seen, Instant fault, Instant now) {
    List<String> said = new ArrayList<>();
    boolean met = true;
    boolean late = false;
    if (!expect.alertWithin().isZero()) {
      met &= within(seen.alerted(), fault, expect.alertWithin());
      late |= missed(seen.alerted(), fault, expect.alertWithin(), now);
      said.add("alert " + when(seen.alerted(), fault));
    }
    if (!expect.incidentWithin().isZero()) {
      met &= within(seen.declared(), fault, expect.incidentWithin());
      late |= missed(seen.declared(), fault, expect.incidentWithin(), now);
      said.add("incident " + when(seen.declared(), fault));
    }
    if (!expect.alerts().isEmpty()) {
      List<String> missing =
          expect.alerts().stream().filter(name -> !seen.fired().contains(name)).toList();
      met &= missing.isEmpty();
      said.add(
          missing.isEmpty()
              ? "all expected alerts fired"
              : "not fired: " + String.join(", ", missing));
    }
    if (!expect.region().isEmpty()) {
      met &= seen.share() <= expect.maxShare();
      said.add("%s serves %s".formatted(expect.region(), percent(seen.share())));
    }
    if (!Double.isNaN(expect.minSuccess())) {
      met &= seen.successFor().compareTo(expect.over()) >= 0;
      said.add(
          "%s of requests succeed, well for %d s"
              .formatted(percent(seen.success()), seen.successFor().toSeconds()));
    }
    return new Verdict(met, met || late || expect.deadline(), String.join("; ", said));
  }

  private static boolean within(@Nullable Instant at, Instant fault, Duration limit) {
    return at != null && !at.isAfter(fault.plus(limit));
  }

  private static boolean missed(@Nullable Instant at, Instant fault, Duration limit, Instant now) {
    return !within(at, fault, limit) && now.isAfter(fault.plus(limit));
  }

  private static String when(@Nullable Instant at, Instant fault) {
    return at == null
        ? "none yet"
        : String.format(Locale.ROOT, "after %.1f s", Duration.between(fault, at).toMillis() / 1e3);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : String.format(Locale.ROOT, "%.2f %%", share * 100);
  }
}
