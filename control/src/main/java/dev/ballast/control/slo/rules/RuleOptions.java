// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.model.sloth.AlertWindows;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How rules are written.
 *
 * @param period the window of SLOs whose format leaves it open
 * @param windows alert windows by their period; the first that fits is taken
 * @param extraLabels of every recorded series
 * @param version what {@code sloth_version} says
 * @param exact whether the ratio over the period weighs events, not moments
 */
public record RuleOptions(
    Duration period,
    List<AlertWindows> windows,
    SortedMap<String, String> extraLabels,
    String version,
    boolean recordings,
    boolean alerts,
    boolean exact) {

  /** Sloth's own defaults. */
  public static final RuleOptions DEFAULT =
      new RuleOptions(
          Duration.ofDays(30),
          AlertWindows.BUILT_IN,
          new TreeMap<>(),
          "ballast",
          true,
          true,
          false);

  private static final Duration LEAST = Duration.ofDays(7);

  public RuleOptions {
    windows = List.copyOf(windows);
    extraLabels = Collections.unmodifiableSortedMap(new TreeMap<>(extraLabels));
  }

  public RuleOptions withPeriod(Duration value) {
    return new RuleOptions(value, windows, extraLabels, version, recordings, alerts, exact);
  }

  public RuleOptions withWindows(List<AlertWindows> value) {
    return new RuleOptions(period, value, extraLabels, version, recordings, alerts, exact);
  }

  public RuleOptions withExtraLabels(SortedMap<String, String> value) {
    return new RuleOptions(period, windows, value, version, recordings, alerts, exact);
  }

  public RuleOptions withVersion(String value) {
    return new RuleOptions(period, windows, extraLabels, value, recordings, alerts, exact);
  }

  public RuleOptions withParts(boolean newRecordings, boolean newAlerts) {
    return new RuleOptions(period, windows, extraLabels, version, newRecordings, newAlerts, exact);
  }

  public RuleOptions withExact(boolean value) {
    return new RuleOptions(period, windows, extraLabels, version, recordings, alerts, value);
  }

  /** Those given, or for a week and more the workbook's windows with its burn factors. */
  Optional<AlertWindows> windowsFor(Duration length) {
    return windows.stream()
        .filter(w -> w.period().equals(length))
        .findFirst()
        .or(
            () ->
                length.compareTo(LEAST) < 0
                    ? Optional.empty()
                    : Optional.of(AlertWindows.likeWorkbook(length)));
  }
}
