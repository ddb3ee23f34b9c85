// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Slo;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps one SLO's numbers up to date. Short windows are asked for each time, long ones when they
 * could have moved by more than a few thousandths: after a 300th of a burn window, after a
 * thousandth of the budget window (1 s to 5 min), sooner while that is young.
 */
final class SloReader {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofMinutes(5);

  private final Slo slo;
  private final SloPolicy policy;
  private final Increase increase;
  private final Cached budgetWindow;
  private final Map<Duration, Cached> windows = new TreeMap<>();
  private final SlotCoverage recent;
  private final SlotCoverage whole;

  SloReader(Slo slo, Increase increase, SloPolicy policy) {
    this.slo = slo;
    this.policy = policy;
    this.increase = increase;
    budgetWindow = cached(slo.window());
    for (BurnRule rule : BurnRule.ALL) {
      if (rule.appliesTo(slo.window())) {
        windows.computeIfAbsent(rule.longWindow(), this::cached);
        windows.computeIfAbsent(rule.shortWindow(), this::cached);
      }
    }
    Duration hour = policy.scaled(BurnRule.VIOLATED.longWindow());
    Duration slot = policy.scaled(BurnRule.VIOLATED.shortWindow());
    recent = new SlotCoverage(hour, slot, presence(slot));
    Duration thousandth = budgetWindow.window.dividedBy(1000);
    Duration budgetSlot = thousandth.compareTo(slot) > 0 ? thousandth : slot;
    whole = new SlotCoverage(budgetWindow.window, budgetSlot, presence(budgetSlot));
  }

  Slo slo() {
    return slo;
  }

  List<String> queries() {
    return budgetWindow.query.texts();
  }

  /** Asks what is due. */
  void refresh(MetricQuery metrics, Instant at) {
    recent.refresh(metrics, at);
    for (Cached window : windows.values()) {
      window.refresh(metrics, at, window.window.dividedBy(300));
    }
    if (budgetWindow.refresh(metrics, at, budgetCadence())) {
      whole.refresh(metrics, at);
    }
  }

  private Duration budgetCadence() {
    double young = budgetWindow.window.toMillis() * whole.of(RegionSums.WHOLE).value() / 100;
    Duration settled = budgetWindow.window.dividedBy(1000);
    Duration cadence = settled.toMillis() < young ? settled : Duration.ofMillis((long) young);
    return cadence.compareTo(SECOND) < 0
        ? SECOND
        : cadence.compareTo(SLOWEST) > 0 ? SLOWEST : cadence;
  }

  /** The worst of all windows. */
  Split split() {
    return windows.values().stream()
        .map(window -> window.answer.split())
        .reduce(budgetWindow.answer.split(), Split::worse);
  }

  /** The whole first, then every region with data in any window, if regions can be told apart. */
  List<String> regions() {
    if (split() == Split.PART_WITHOUT_REGION) {
      return List.of(RegionSums.WHOLE);
    }
    Set<String> regions = new TreeSet<>(budgetWindow.answer.events().keySet());
    windows.values().forEach(window -> regions.addAll(window.answer.events().keySet()));
    regions.add(RegionSums.WHOLE);
    return new ArrayList<>(regions);
  }

  SloNumbers numbers(String region) {
    Map<Duration, WindowEvents> events = new TreeMap<>();
    windows.forEach((written, window) -> events.put(written, window.of(region)));
    return new SloNumbers(
        budgetWindow.of(region), events, new Coverage(recent.of(region), whole.of(region)));
  }

  private String presence(Duration slot) {
    SliQuery query = SliQuery.of(slo.sli(), slot, increase, policy);
    return query.total().isEmpty() ? query.part() : query.total();
  }

  private Cached cached(Duration written) {
    Duration window = policy.scaled(written);
    return new Cached(window, SliQuery.of(slo.sli(), window, increase, policy));
  }

  /** The latest answer for one window. */
  private static final class Cached {

    private final Duration window;
    private final SliQuery query;
    private RegionEvents answer = RegionEvents.NONE;
    private Instant asked = Instant.MIN;

    Cached(Duration window, SliQuery query) {
      this.window = window;
      this.query = query;
    }

    boolean refresh(MetricQuery metrics, Instant at, Duration cadence) {
      if (at.isBefore(asked) || asked.equals(Instant.MIN) || !at.isBefore(asked.plus(cadence))) {
        answer = WindowReader.read(metrics, query, window, at);
        asked = at;
        return true;
      }
      return false;
    }

    WindowEvents of(String region) {
      return answer.events().getOrDefault(region, WindowEvents.unknown(window, query.texts()));
    }
  }
}
