// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Counts slices of time, for one objective or for all of a composite laid over each other.
 *
 * <p>A slice of Timeslices is bad when less than the slice's target of its events are good, in a
 * composite when it is bad for any objective. One of RatioTimeslices is bad by the share of its
 * events that are not good, in a composite by the sum of these, times their weights. A slice with
 * data and without events is good, one without data counts neither way, and one belongs to the
 * window that it begins in.
 */
final class SliceReader implements ObjectiveReader {

  /** Where time is scaled, shorter slices would fall between two samples. */
  private static final Duration SHORTEST = Duration.ofSeconds(15);

  private static final double ROOM = 1.05;

  private final List<Slo.Part> parts;
  private final List<SliceHistory> histories;
  private final List<Duration> windows;
  private final SloPolicy policy;
  private Frame frame;

  private SliceReader(
      List<Slo.Part> parts,
      List<SliceHistory> histories,
      List<Duration> windows,
      Frame frame,
      SloPolicy policy) {
    this.parts = List.copyOf(parts);
    this.histories = List.copyOf(histories);
    this.windows = windows;
    this.frame = frame;
    this.policy = policy;
  }

  /** For one objective, or for all of a composite, whose slices are of one length. */
  static SliceReader of(
      List<Slo.Part> parts, Slo slo, Frame frame, Increase increase, SloPolicy policy) {
    List<Duration> windows = BurnRule.windows(slo);
    List<SliceHistory> histories = new ArrayList<>();
    for (Slo.Part part : parts) {
      Duration slice = evaluated(part.budgeting().slice(), frame, policy);
      double longest =
          Math.max(frame.window().evaluated().toMillis(), longest(windows, policy).toMillis());
      histories.add(
          new SliceHistory(
              SliQuery.of(part.sli(), slice, increase, policy),
              slice,
              anchor(slo.terms().window()),
              policy.scaled(BurnRule.VIOLATED.shortWindow()),
              (int) (longest * ROOM / slice.toMillis()) + 8));
    }
    return new SliceReader(parts, histories, windows, frame, policy);
  }

  /** One objective of several by itself; what either asks, both know. */
  SliceReader only(int part) {
    return new SliceReader(
        List.of(parts.get(part)), List.of(histories.get(part)), windows, frame, policy);
  }

  private static Duration evaluated(Duration written, Frame frame, SloPolicy policy) {
    if (frame.isCalendar()) {
      return written;
    }
    Duration scaled = policy.scaled(written);
    Duration shortest = written.compareTo(SHORTEST) < 0 ? written : SHORTEST;
    return scaled.compareTo(shortest) < 0 ? shortest : scaled;
  }

  private static Instant anchor(TimeWindow window) {
    return window instanceof TimeWindow.Calendar calendar
        ? calendar.start().atZone(calendar.zone()).toInstant()
        : Instant.EPOCH;
  }

  private static Duration longest(List<Duration> windows, SloPolicy policy) {
    return policy.scaled(windows.stream().max(Duration::compareTo).orElse(Duration.ZERO));
  }

  @Override
  public void refresh(Function<String, MetricQuery> sources, Frame now) {
    frame = now;
    Instant at = now.past().to();
    Instant burns = at.minus(longest(windows, policy));
    Instant start = now.past().from().isBefore(burns) ? now.past().from() : burns;
    for (int i = 0; i < parts.size(); i++) {
      histories.get(i).refresh(sources.apply(parts.get(i).dataSource()), start, at);
    }
  }

  @Override
  public List<String> queries() {
    return histories.stream().flatMap(history -> history.query().texts().stream()).toList();
  }

  @Override
  public Split split() {
    return histories.stream().map(SliceHistory::split).reduce(Split.CLEAN, Split::worse);
  }

  /** Of several objectives only the whole: each may be measured in other regions. */
  @Override
  public List<String> regions() {
    TreeSet<String> regions = new TreeSet<>();
    regions.add(RegionSums.WHOLE);
    if (histories.size() == 1 && split() != Split.PART_WITHOUT_REGION) {
      regions.addAll(histories.getFirst().regions());
    }
    return List.copyOf(regions);
  }

  @Override
  public SloNumbers numbers(String region) {
    SliceHistory grid = histories.getFirst();
    Map<Duration, WindowEvents> byWindow = new TreeMap<>();
    long end = grid.until(frame.past().to());
    for (Duration written : windows) {
      Duration window = policy.scaled(written);
      long count = Math.max(1, -Math.floorDiv(-window.toMillis(), grid.slice().toMillis()));
      byWindow.put(written, count(region, end - count, end).events(window, queries()));
    }
    Duration hour = policy.scaled(BurnRule.VIOLATED.longWindow());
    long lately = Math.max(1, hour.toMillis() / grid.slice().toMillis());
    Span whole = frame.window().span();
    long first = grid.from(whole.from());
    Tally budget = count(region, first, end);
    double full = counting(first, grid.from(whole.to()));
    Ratio known = new Ratio(full > 0 ? Math.min(1, budget.total / full) : 0);
    return new SloNumbers(
        budget.events(frame.past().length(), queries()),
        byWindow,
        new Coverage(
            count(region, end - lately, end).coverage(), known, sinceFirst(region, first, end)),
        full);
  }

  /** The slices since the first one of which anything is known. */
  private Ratio sinceFirst(String region, long from, long until) {
    long first = from;
    while (first < until && Double.isNaN(histories.getFirst().total(region, first))) {
      first++;
    }
    return first < until ? count(region, first, until).coverage() : Ratio.ZERO;
  }

  /** Slices of a stretch that are not left out. */
  private double counting(long from, long until) {
    if (frame.exclusions().audit().isEmpty()) {
      return until - from;
    }
    long counting = 0;
    for (long number = from; number < until; number++) {
      counting += isLeftOut(number) ? 0 : 1;
    }
    return counting;
  }

  private boolean isLeftOut(long number) {
    Exclusions exclusions = frame.exclusions();
    return !exclusions.audit().isEmpty() && exclusions.contains(histories.getFirst().span(number));
  }

  private Tally count(String region, long from, long until) {
    Tally tally = new Tally();
    for (long number = from; number < until; number++) {
      if (!isLeftOut(number)) {
        tally.wanted++;
        add(region, number, tally);
      }
    }
    return tally;
  }

  private void add(String region, long number, Tally tally) {
    double bad = 0;
    double events = 0;
    double badEvents = 0;
    boolean inPart = false;
    for (int i = 0; i < parts.size(); i++) {
      double all = histories.get(i).total(region, number);
      if (Double.isNaN(all)) {
        return;
      }
      double good = histories.get(i).good(region, number);
      double share = all == 0 ? 1 : good / all;
      events += all;
      badEvents += all - good;
      switch (parts.get(i).budgeting()) {
        case Budgeting.Timeslices(Duration _, Ratio target) ->
            bad = Math.max(bad, share >= target.value() ? 0 : 1);
        case Budgeting.RatioTimeslices _ -> {
          bad += (parts.size() == 1 ? 1 : parts.get(i).weight()) * (1 - share);
          inPart = true;
        }
        case Budgeting.Occurrences _, Budgeting.Unstated _ ->
            throw new IllegalArgumentException(
                "budgeting: " + parts.get(i) + " (expected: slices)");
      }
    }
    tally.add(Math.min(1, bad), events, badEvents, inPart);
  }

  /** A running count of slices and of the events in them. */
  private static final class Tally {

    private long wanted;
    private double bad;
    private double total;
    private double events;
    private double badEvents;
    private boolean inPart;

    void add(double badPart, double eventsOfSlice, double badEventsOfSlice, boolean isBadInPart) {
      bad += badPart;
      total++;
      events += eventsOfSlice;
      badEvents += badEventsOfSlice;
      inPart |= isBadInPart;
    }

    Ratio coverage() {
      return wanted == 0 ? Ratio.ZERO : new Ratio(total / wanted);
    }

    WindowEvents events(Duration window, List<String> queries) {
      WindowEvents.Proof proof =
          inPart
              ? new WindowEvents.Proof(badEvents, events, events)
              : new WindowEvents.Proof(bad, total, events);
      return new WindowEvents(window, total - bad, total, total > 0, queries, proof);
    }
  }
}
