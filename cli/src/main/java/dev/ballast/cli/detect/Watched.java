// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.control.predict.DetectionPolicy;
import dev.ballast.control.predict.Explanation;
import dev.ballast.control.predict.Finding;
import dev.ballast.control.predict.Judgement;
import dev.ballast.control.predict.SeriesWatch;
import dev.ballast.stats.detect.FirstPoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One series as it is read and judged, row by row, in constant memory but for its anomalies. */
final class Watched {

  private static final int MOST_ANOMALIES = 1_000;

  private final String name;
  private final DetectionPolicy policy;
  private final long everyMillis;
  private final List<Pause> pauses;
  private final SeriesWatch watch;
  private final Buckets buckets = new Buckets();
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final List<Row> first = new ArrayList<>();

  private long rows;
  private long missing;
  private long withheld;
  private long backwards;
  private long firstBackwards;
  private long repeated;
  private long firstMillis = Timestamps.NONE;
  private long lastMillis = Timestamps.NONE;

  /** What a value should have been; NaN where nothing was expected. */
  record Band(double expected, double low, double high) {
    static final Band UNKNOWN = new Band(Double.NaN, Double.NaN, Double.NaN);
  }

  /** From one time up to another, nothing is learnt. */
  record Pause(long fromMillis, long untilMillis) {
    boolean holds(long millis) {
      return millis >= fromMillis && millis < untilMillis;
    }
  }

  /**
   * An incident of the series.
   *
   * @param rows its alert rows, from 0
   * @param stamp its first row's time as the file has it
   * @param why of the alert with the highest score
   * @param endMillis when it was over, {@link Timestamps#NONE} while it is not
   */
  record Anomaly(List<Long> rows, String stamp, Explanation why, long endMillis) {
    Anomaly {
      rows = List.copyOf(rows);
    }

    Anomaly with(long row, Explanation next) {
      List<Long> more = new ArrayList<>(rows);
      more.add(row);
      return new Anomaly(more, stamp, next.score() > why.score() ? next : why, endMillis);
    }

    Anomaly endedAt(long millis) {
      return new Anomaly(rows, stamp, why, millis);
    }
  }

  /**
   * Nothing read yet.
   *
   * @param every time between rows that have none; zero when unknown
   */
  Watched(String name, DetectionPolicy policy, Duration every, List<Pause> pauses) {
    this.name = name;
    this.policy = policy;
    this.everyMillis = every.toMillis();
    this.pauses = List.copyOf(pauses);
    this.watch = new SeriesWatch(policy.withFromFirst(true));
  }

  /** Judges the next row and remembers what it takes to tell of it. */
  void add(Row row) {
    long millis = time(row);
    Judgement judgement = judged(row, millis);
    if (rows < FirstPoints.MOST) {
      long counted = millis == SeriesWatch.NO_TIME ? rows * SeriesWatch.ASSUMED_MILLIS : millis;
      first.add(new Row(row.line(), row.stamp(), counted, judgement.judged()));
    }
    missing += Double.isNaN(judgement.judged()) ? 1 : 0;
    withheld += judgement.withheld() ? 1 : 0;
    record(row, judgement);
    buckets.add(Buckets.Bucket.of(rows, judgement.judged(), band(judgement), judgement.alert()));
    rows++;
  }

  /** Judges the next row and remembers nothing of it. */
  Judgement judge(Row row) {
    Judgement judgement = judged(row, time(row));
    rows++;
    return judgement;
  }

  private Judgement judged(Row row, long millis) {
    notice(row, millis);
    boolean paused = false;
    for (Pause pause : pauses) {
      paused |= pause.holds(millis);
    }
    return watch.judge(millis, row.value(), paused);
  }

  private long time(Row row) {
    if (row.epochMillis() != Timestamps.NONE) {
      return row.epochMillis();
    }
    return everyMillis > 0 ? rows * everyMillis : SeriesWatch.NO_TIME;
  }

  private void notice(Row row, long millis) {
    if (row.epochMillis() != Timestamps.NONE && lastMillis != Timestamps.NONE) {
      if (millis < lastMillis) {
        firstBackwards = backwards == 0 ? row.line() : firstBackwards;
        backwards++;
      } else if (millis == lastMillis) {
        repeated++;
      }
    }
    firstMillis = rows == 0 ? row.epochMillis() : firstMillis;
    lastMillis = row.epochMillis();
  }

  private void record(Row row, Judgement judgement) {
    for (Finding finding : judgement.findings()) {
      switch (finding) {
        case Finding.Opened opened -> {
          if (anomalies.size() < MOST_ANOMALIES) {
            anomalies.add(new Anomaly(List.of(rows), row.stamp(), opened.why(), Timestamps.NONE));
          }
        }
        case Finding.Worsened worsened -> change(a -> a.with(rows, worsened.why()));
        case Finding.Cleared cleared -> change(a -> a.endedAt(cleared.epochMillis()));
        case Finding.Silent silent -> throw new IllegalStateException(silent.toString());
      }
    }
    if (judgement.alert() && judgement.findings().isEmpty()) {
      change(a -> a.with(rows, a.why()));
    }
  }

  private void change(java.util.function.UnaryOperator<Anomaly> change) {
    if (!anomalies.isEmpty()) {
      anomalies.set(anomalies.size() - 1, change.apply(anomalies.getLast()));
    }
  }

  private Band band(Judgement judgement) {
    if (rows < FirstPoints.MOST || Double.isNaN(judgement.judged())) {
      return Band.UNKNOWN;
    }
    double expected = watch.expected();
    return new Band(expected, expected - watch.band(false), expected + watch.band(true));
  }

  String name() {
    return name;
  }

  DetectionPolicy policy() {
    return policy;
  }

  long rows() {
    return rows;
  }

  long missing() {
    return missing;
  }

  long withheld() {
    return withheld;
  }

  long backwards() {
    return backwards;
  }

  long firstBackwards() {
    return firstBackwards;
  }

  long repeated() {
    return repeated;
  }

  long firstMillis() {
    return firstMillis;
  }

  long lastMillis() {
    return lastMillis;
  }

  double threshold() {
    return watch.threshold();
  }

  Buckets buckets() {
    return buckets;
  }

  /** A short series is judged as a whole, by its median; a longer one row by row. */
  List<Anomaly> anomalies() {
    return isShort() ? ShortSeries.anomalies(first) : List.copyOf(anomalies);
  }

  boolean isShort() {
    return rows < FirstPoints.MOST;
  }

  boolean timed() {
    return firstMillis != Timestamps.NONE;
  }

  /** The row at a time that {@link #timed} says is none but was counted up. */
  long rowAt(long millis) {
    return millis / (everyMillis > 0 ? everyMillis : SeriesWatch.ASSUMED_MILLIS);
  }
}
