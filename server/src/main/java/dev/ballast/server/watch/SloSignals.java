// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.watch;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.Sample;
import dev.ballast.control.predict.SeriesName;
import dev.ballast.control.predict.Signal;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The share of bad events of each SLO by region, out of what its health was judged by: no query of
 * its own. One value for each of the shortest windows that has passed, so that no event counts
 * twice.
 */
final class SloSignals {

  private final Map<SeriesName, Instant> read = new HashMap<>();

  void read(HealthSnapshot health, List<Sample> into) {
    Set<SloName> regional = new HashSet<>();
    Set<SeriesName> known = new HashSet<>();
    for (SloStatus slo : health.slos()) {
      if (!slo.place().isWhole()) {
        regional.add(slo.slo());
      }
    }
    for (SloStatus slo : health.slos()) {
      if (slo.place().isWhole() != regional.contains(slo.slo())) {
        SeriesName series = new SeriesName(slo.place(), Signal.SLI, slo.slo().value());
        known.add(series);
        shortest(slo).ifPresent(window -> read(series, window, health.at(), into));
      }
    }
    read.keySet().retainAll(known);
  }

  private void read(SeriesName series, WindowEvents window, Instant at, List<Sample> into) {
    Instant last = read.getOrDefault(series, Instant.EPOCH);
    if (window.known() && !at.isBefore(last.plus(window.window()))) {
      read.put(series, at);
      into.add(new Sample.Window(series, window.bad(), window.total()));
    }
  }

  private static Optional<WindowEvents> shortest(SloStatus slo) {
    return slo.burns().stream()
        .map(Burn::shortWindow)
        .min(Comparator.comparing(WindowEvents::window));
  }
}
