// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much of what a service is said to survive is proved: of its experiments, the share whose last
 * result is verified and has not expired. What was never tried, or too long ago, is not proved.
 *
 * @param lost the steady state was lost the last time, and that still counts
 * @param expired once verified, too long ago
 * @param untried never run, or nothing was proved
 */
public record Resilience(String service, int proved, int lost, int expired, int untried) {

  /** From 0 to 100; empty when there is no experiment at all. */
  public OptionalDouble score() {
    int all = proved + lost + expired + untried;
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * proved / all);
  }

  /**
   * Of each service that has an experiment.
   *
   * @param declared services of the experiments that are declared, by name
   * @param trials in any order
   */
  public static List<Resilience> of(Map<String, String> declared, List<Trial> trials, Instant now) {
    Map<String, Trial> latest = new LinkedHashMap<>();
    trials.stream()
        .filter(trial -> says(trial.verdict()))
        .forEach(t -> latest.merge(t.experiment(), t, (a, b) -> a.at().isAfter(b.at()) ? a : b));
    Map<String, String> services = new TreeMap<>(declared);
    latest.forEach((name, trial) -> services.putIfAbsent(name, trial.service()));
    Map<String, Resilience> scores = new TreeMap<>();
    services.forEach(
        (name, service) -> {
          if (!service.isEmpty()) {
            Trial trial = latest.get(name);
            scores.merge(service, one(service, trial, now), Resilience::plus);
          }
        });
    return List.copyOf(scores.values());
  }

  /** Whether a run says anything about the system; one that was ended early does not. */
  private static boolean says(Verdict verdict) {
    return switch (verdict) {
      case VERIFIED, DEVIATED -> true;
      case NOT_STEADY, UNPROVED, STOPPED, INTERRUPTED, DRY -> false;
    };
  }

  private static Resilience one(
      String service, @org.jspecify.annotations.Nullable Trial trial, Instant now) {
    if (trial == null) {
      return new Resilience(service, 0, 0, 0, 1);
    }
    if (trial.verdict() == Verdict.DEVIATED) {
      return new Resilience(service, 0, 1, 0, 0);
    }
    return trial.provedUntil().isAfter(now)
        ? new Resilience(service, 1, 0, 0, 0)
        : new Resilience(service, 0, 0, 1, 0);
  }

  private Resilience plus(Resilience other) {
    return new Resilience(
        service,
        proved + other.proved,
        lost + other.lost,
        expired + other.expired,
        untried + other.untried);
  }
}
