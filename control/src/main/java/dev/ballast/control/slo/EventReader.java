// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusion;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Sli;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Counts events. Short windows are asked for each time, long ones when they could have moved by
 * more than a few thousandths: after a 300th of a burn window, after a thousandth of the budget
 * window (1 s to 5 min), sooner while that is young, and at once when a calendar begins anew, or by
 * a policy that does not wait. The windows of burn rules look back over such a beginning: what
 * burns now has burnt before.
 */
final class EventReader implements ObjectiveReader {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofMinutes(5);

  private final String dataSource;
  private final SloPolicy policy;
  private final EventWindow budgetWindow;
  private final Map<Duration, EventWindow> windows = new TreeMap<>();
  private final SlotCoverage recent;
  private final SlotCoverage whole;
  private Frame frame;

  /**
   * @param written the windows beside the budget's, before time scaling
   */
  EventReader(
      Sli sli,
      String dataSource,
      List<Duration> written,
      Frame frame,
      Increase increase,
      SloPolicy policy) {
    this.dataSource = dataSource;
    this.policy = policy;
    this.frame = frame;
    Duration evaluated = frame.window().evaluated();
    budgetWindow =
        new EventWindow(
            sli, frame.isCalendar() ? frame.past().length() : evaluated, increase, policy);
    for (Duration window : written) {
      windows.put(window, new EventWindow(sli, policy.scaled(window), increase, policy));
    }
    Duration slot = policy.scaled(BurnRule.VIOLATED.shortWindow());
    recent = new SlotCoverage(slot, presence(sli, slot, increase));
    Duration thousandth = evaluated.dividedBy(1000);
    Duration budgetSlot = thousandth.compareTo(slot) > 0 ? thousandth : slot;
    whole = new SlotCoverage(budgetSlot, presence(sli, budgetSlot, increase));
  }

  private String presence(Sli sli, Duration slot, Increase increase) {
    SliQuery query = SliQuery.of(sli, slot, increase, policy);
    return query.total().isEmpty() ? query.part() : query.total();
  }

  @Override
  public List<String> queries() {
    return budgetWindow.queries();
  }

  @Override
  public void refresh(Function<String, MetricQuery> sources, Frame now) {
    if (isNewPeriod(now) || !left(now).equals(left(frame))) {
      budgetWindow.forget();
      windows.values().forEach(EventWindow::forget);
    }
    frame = now;
    MetricQuery metrics = sources.apply(dataSource);
    Instant at = now.past().to();
    Exclusions exclusions = now.exclusions();
    recent.refresh(metrics, back(at, BurnRule.VIOLATED.longWindow()));
    windows.forEach(
        (written, window) ->
            window.refresh(metrics, back(at, written), exclusions, policy.cadence(written)));
    if (budgetWindow.refresh(metrics, now.past(), exclusions, budgetCadence())) {
      whole.refresh(metrics, now.past());
    }
  }

  private static List<Exclusion> left(Frame frame) {
    return frame.exclusions().audit().stream().map(Exclusions.Audited::exclusion).toList();
  }

  private boolean isNewPeriod(Frame now) {
    return now.isCalendar() && !now.window().span().equals(frame.window().span());
  }

  private Span back(Instant at, Duration written) {
    return new Span(at.minus(policy.scaled(written)), at);
  }

  private Duration budgetCadence() {
    Duration length = frame.window().evaluated();
    double young = length.toMillis() * share(RegionSums.WHOLE).value() / 100;
    Duration settled = length.dividedBy(1000);
    Duration cadence = settled.toMillis() < young ? settled : Duration.ofMillis((long) young);
    return cadence.compareTo(SECOND) < 0
        ? SECOND
        : cadence.compareTo(SLOWEST) > 0 ? SLOWEST : cadence;
  }

  /** Of what counts of the whole window, the share that is over and has data. */
  private Ratio share(String region) {
    if (!frame.isCalendar() && frame.exclusions().audit().isEmpty()) {
      return whole.of(region, frame.exclusions());
    }
    boolean isYoung = whole.isEmpty(frame.exclusions());
    Ratio held = (isYoung ? recent : whole).of(region, frame.exclusions());
    return new Ratio(held.value() * (frame.isCalendar() ? frame.elapsed() : 1));
  }

  @Override
  public Split split() {
    return windows.values().stream()
        .map(EventWindow::split)
        .reduce(budgetWindow.split(), Split::worse);
  }

  @Override
  public List<String> regions() {
    if (split() == Split.PART_WITHOUT_REGION) {
      return List.of(RegionSums.WHOLE);
    }
    Set<String> regions = new TreeSet<>(budgetWindow.regions());
    windows.values().forEach(window -> regions.addAll(window.regions()));
    regions.add(RegionSums.WHOLE);
    return new ArrayList<>(regions);
  }

  @Override
  public SloNumbers numbers(String region) {
    Map<Duration, WindowEvents> events = new TreeMap<>();
    windows.forEach((written, window) -> events.put(written, window.of(region)));
    Ratio lately = recent.of(region, frame.exclusions());
    Ratio sinceFirst = whole.sinceFirst(region, frame.exclusions());
    return new SloNumbers(
        budgetWindow.of(region),
        events,
        new Coverage(lately, share(region), sinceFirst),
        Double.NaN);
  }
}
