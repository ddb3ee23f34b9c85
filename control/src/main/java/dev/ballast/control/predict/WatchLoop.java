// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.control.predict.Slot.Outcome;
import dev.ballast.control.predict.Watches.Told;
import dev.ballast.model.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches all series of a live system: one {@link #step} for each time that there are new samples.
 * Pure: time is what the samples' surroundings say. One owner, no synchronisation.
 */
public final class WatchLoop {

  private static final int ABOUT_SERIES = 200;
  private static final long RESOURCE_MILLIS = 4_500;
  private static final Dial EACH = new Dial(3, Duration.ofHours(1));

  private final WatchPolicy policy;
  private final Watches<SeriesName> watches;
  private final Map<SeriesName, Slot> slots = new HashMap<>();
  private final Roll roll;
  private final AnomalyBook book;
  private final Silence silence = new Silence();
  private final Map<Place, String> rests = new HashMap<>();

  private final AnomalyBook.Sight sight =
      new AnomalyBook.Sight() {
        @Override
        public boolean isKnown(Place place) {
          List<SeriesName> soon =
              roll.of(place).stream().filter(series -> alarmsSoon(series.signal())).toList();
          return !soon.isEmpty()
              && soon.stream().allMatch(series -> points(series) >= needed(series));
        }

        @Override
        public boolean isSeen(Place place) {
          return !roll.of(place).isEmpty();
        }
      };

  public WatchLoop(WatchPolicy policy) {
    this.policy = policy;
    this.watches = new Watches<>(policy.dial(), EACH, ABOUT_SERIES);
    this.roll = new Roll(policy.mostSeries(), this::drop);
    this.book = new AnomalyBook(policy);
  }

  /** Goes on with what was open before a restart: it is not told again. */
  public void restore(List<Anomaly> open) {
    book.restore(open);
  }

  /** Judges one sample for each series; the answer is what there is to tell. */
  public List<AnomalyChange> step(List<Sample> samples, Surroundings now) {
    return step(samples, now, true);
  }

  /**
   * As the other; {@code whole} false: not all could be read, so that what is missing from the
   * samples has not fallen silent.
   */
  public List<AnomalyChange> step(List<Sample> samples, Surroundings now, boolean whole) {
    rests.clear();
    roll.begin();
    long at = now.at().toEpochMilli();
    for (Sample sample : samples) {
      if (roll.admits(sample.series(), at)) {
        take(sample, at, now);
      }
    }
    if (whole) {
      roll.strikeUnheard(at - policy.forget().toMillis());
    }
    List<AnomalyChange> changes = book.conclude(now, sight);
    if (whole) {
      changes.addAll(silence.look(watches, now.at()));
    }
    return changes;
  }

  /** Judges the value that a sample completes, if it does; a gap is a value, too. */
  private void take(Sample sample, long at, Surroundings now) {
    SeriesName series = sample.series();
    Signal signal = series.signal();
    switch (sample) {
      case Sample.Level(var _, var value) -> {
        if (at - watches.last(series) >= slotMillis(signal)) {
          judge(series, at, value, true, now);
        }
      }
      case Sample.Window(var _, var part, var whole) -> {
        double value = whole < signal.leastEvents() ? Double.NaN : part / whole;
        judge(series, at, value, signal.tells(part), now);
      }
      case Sample.Share(var _, var part, var whole) -> {
        Slot slot = slot(series);
        Outcome outcome = slot.add(at, part, whole);
        judge(series, at, outcome, slot.ratio(), signal.tells(slot.grown()), now);
      }
      case Sample.Total(var _, var total) -> {
        Slot slot = slot(series);
        Outcome outcome = slot.add(at, 0, total);
        judge(series, at, outcome, slot.rate(), true, now);
      }
    }
  }

  private void judge(
      SeriesName series,
      long at,
      Outcome outcome,
      double value,
      boolean telling,
      Surroundings now) {
    switch (outcome) {
      case OPEN -> {}
      case FULL -> judge(series, at, value, telling, now);
      case TOO_LITTLE, BROKEN -> judge(series, at, Double.NaN, telling, now);
    }
  }

  private void judge(SeriesName series, long at, double value, boolean telling, Surroundings now) {
    boolean rest = !rests.computeIfAbsent(series.place(), now.rest()).isEmpty();
    List<Told<SeriesName>> told =
        watches.judge(series, series.signal().policy(), at, value, rest, telling);
    for (Told<SeriesName> one : told) {
      switch (one.finding()) {
        case Finding.Opened(var why) -> book.strange(series, why);
        case Finding.Worsened(var why) -> book.strange(series, why);
        case Finding.Cleared _ -> book.calm(series);
        case Finding.Silent _ -> {}
      }
    }
  }

  private Slot slot(SeriesName series) {
    return slots.computeIfAbsent(
        series, s -> new Slot(slotMillis(s.signal()), s.signal().leastEvents()));
  }

  /** What is used changes more slowly than what is asked. */
  private long slotMillis(Signal signal) {
    long millis = policy.slot().toMillis();
    return signal == Signal.RESOURCE ? Math.max(millis, RESOURCE_MILLIS) : millis;
  }

  private void drop(SeriesName series) {
    watches.forget(series);
    slots.remove(series);
    book.vanished(series);
  }

  private static boolean alarmsSoon(Signal signal) {
    return switch (signal) {
      case ERRORS, DURATION -> true;
      case SLI, REQUESTS, RESOURCE -> false;
    };
  }

  int points(SeriesName series) {
    return watches.watch(series).map(SeriesWatch::age).orElse(0);
  }

  /** Open anomalies and those over of late, the newest first. */
  public List<Anomaly> anomalies() {
    return book.anomalies();
  }

  /** What is watched, and how well it is known. */
  public Census census() {
    int learning = 0;
    Map<Place, Census.Learning> places = new TreeMap<>();
    for (SeriesName series : watches.series()) {
      int points = points(series);
      int needed = needed(series);
      if (points < needed) {
        learning++;
        if (alarmsSoon(series.signal())) {
          String rest = rests.getOrDefault(series.place(), "");
          places.merge(
              series.place(),
              new Census.Learning(series.place(), 1, points, needed, rest),
              WatchLoop::together);
        }
      }
    }
    return new Census(
        watches.size(),
        learning,
        silence.count(watches),
        roll.refused(),
        policy.mostSeries(),
        List.copyOf(places.values()));
  }

  private static Census.Learning together(Census.Learning a, Census.Learning b) {
    Census.Learning least = a.points() <= b.points() ? a : b;
    return new Census.Learning(
        a.place(), a.series() + b.series(), least.points(), least.of(), a.rest());
  }

  /**
   * What the next value of each place's own series is expected to be.
   *
   * @param low end of the usual band, as {@code high}
   */
  public record Band(SeriesName series, double expected, double low, double high) {}

  /** Of the series of places' own requests that are known well enough. */
  public List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (SeriesName series : watches.series()) {
      if (series.isOwn() && points(series) >= needed(series)) {
        watches
            .watch(series)
            .flatMap(SeriesWatch::usual)
            .ifPresent(usual -> bands.add(band(series, usual)));
      }
    }
    return bands;
  }

  private static Band band(SeriesName series, Usual usual) {
    Signal signal = series.signal();
    return new Band(
        series,
        signal.bounded(usual.expected()),
        signal.bounded(usual.low()),
        signal.bounded(usual.high()));
  }

  private static int needed(SeriesName series) {
    return series.signal().policy().persistence().learning();
  }
}
