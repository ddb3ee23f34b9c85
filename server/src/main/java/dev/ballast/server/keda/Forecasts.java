// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import dev.ballast.control.predict.scaling.Expected;
import dev.ballast.control.predict.scaling.Foresight;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load that questions have to be ready for. A forecast is made once a step and the load of now
 * asked for once in ten seconds, however many ask; a few looks are in work at a time. Thread-safe.
 */
public final class Forecasts {

  private static final Logger log = LoggerFactory.getLogger(Forecasts.class);

  private static final int MOST_LOOKS = 500;
  private static final int AT_ONCE = 4;
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Function<String, MetricQuery> sources;
  private final String asker;
  private final Meter meter;
  private final InstantSource clock;
  private final Semaphore work = new Semaphore(AT_ONCE);
  private final Map<Key, Known> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > MOST_LOOKS;
        }
      };

  /** What shares a forecast. */
  private record Key(Question.Look look, int steps) {}

  /** There is no number to answer with. */
  public static final class NoData extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoData(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param sources the metrics port by the name of a data source
   */
  Forecasts(Function<String, MetricQuery> sources, Meter meter, InstantSource clock) {
    this(sources, meter, clock, "keda");
  }

  /**
   * For somebody else who asks.
   *
   * @param asker in the names of counters and events, such as {@code keda}
   */
  public Forecasts(
      Function<String, MetricQuery> sources, Meter meter, InstantSource clock, String asker) {
    this.asker = asker;
    this.sources = sources;
    this.meter = meter;
    this.clock = clock;
  }

  /**
   * The load to be ready for.
   *
   * @throws NoData when the load of now is not known: nobody should scale by a guess
   * @throws QueryException when the query was not answered
   */
  public Expected expected(Question question) {
    Question.Look look = question.look();
    int steps = (int) Math.ceilDiv(question.horizon().toMillis(), look.step().toMillis()) + 2;
    Known entry = entry(new Key(look, steps));
    entry.lock.lock();
    try {
      Instant now = clock.instant();
      double current = entry.current(now);
      Foresight foresight = entry.foresight(now);
      Expected expected = foresight.within(question.horizon(), now, question.quantile(), current);
      count(expected.forecast() ? "forecast" : "current");
      return expected;
    } catch (NoData e) {
      count("no_data");
      throw e;
    } finally {
      entry.lock.unlock();
    }
  }

  private Known entry(Key key) {
    synchronized (entries) {
      return entries.computeIfAbsent(key, Known::new);
    }
  }

  private void count(String basis) {
    meter
        .counter(
            "ballast_" + asker + "_answers_total",
            "Expected loads by what they rest on.",
            "basis",
            basis)
        .add();
  }

  /** One look's answers; owned by whoever holds the lock. */
  private final class Known {

    private final Key key;
    private final ReentrantLock lock = new ReentrantLock();
    private double current = Double.NaN;
    private Instant askedAt = Instant.EPOCH;
    private Instant failedAt = Instant.EPOCH;
    private Instant learntUntil = Instant.EPOCH;

    /** Values of the steps until {@link #learntUntil}. */
    private double[] history = {};

    private Foresight foresight = new Foresight.Blind("nothing is learnt yet");
    private @Nullable String said;

    Known(Key key) {
      this.key = key;
    }

    double current(Instant now) {
      if (!isFresh(askedAt, now, key.look().step())) {
        String query = key.look().query();
        current = atWork(() -> single(source().instant(query, now).value()));
        askedAt = now;
      }
      if (!Double.isFinite(current)) {
        throw new NoData("query: no value now (expected: one)");
      }
      return Math.max(0, current);
    }

    Foresight foresight(Instant now) {
      long step = key.look().step().toMillis();
      Instant end = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), step) * step);
      if (!end.equals(learntUntil) && !isFresh(failedAt, now, FRESH)) {
        foresight = learnt(end, now);
        tell();
      }
      return foresight;
    }

    /** For ten seconds, or a step when that is shorter. */
    private static boolean isFresh(Instant at, Instant now, Duration step) {
      Duration good = step.compareTo(FRESH) < 0 ? step : FRESH;
      return !now.isBefore(at) && Duration.between(at, now).compareTo(good) < 0;
    }

    /** Without a history the load of now still counts: an answer is better than none. */
    private Foresight learnt(Instant end, Instant now) {
      Question.Look look = key.look();
      try {
        return atWork(
            () -> {
              history = history(look, end);
              learntUntil = end;
              int season = (int) look.season().dividedBy(look.step());
              meter.counter("ballast_" + asker + "_forecasts_total", "Forecasts of a load.").add();
              return Foresight.of(trimmed(history), end, look.step(), season, key.steps());
            });
      } catch (QueryException | NoData e) {
        failedAt = now;
        return new Foresight.Blind("the history was not answered: " + e.getMessage());
      }
    }

    /** Peaks of the steps; what is known already is not asked for again. */
    private double[] history(Question.Look look, Instant end) {
      int values = (int) look.history().dividedBy(look.step());
      long passed = Duration.between(learntUntil, end).dividedBy(look.step());
      int fresh = history.length == values && passed > 0 ? (int) Math.min(values, passed) : values;
      double[] all = new double[values];
      Arrays.fill(all, Double.NaN);
      if (fresh < values) {
        System.arraycopy(history, fresh, all, 0, values - fresh);
      }
      Instant start = end.minus(look.step().multipliedBy(fresh - 1L));
      Value value = source().range(look.peaks(), start, end, look.step()).value();
      if (value instanceof Value.Matrix matrix && !matrix.series().isEmpty()) {
        requireOne(matrix.series().size());
        Value.Series series = matrix.series().getFirst();
        for (int i = 0; i < series.times().length; i++) {
          long at = (series.times()[i] - start.toEpochMilli()) / look.step().toMillis();
          all[Math.clamp(values - fresh + at, 0, values - 1)] = series.values()[i];
        }
      }
      return all;
    }

    private MetricQuery source() {
      return sources.apply(key.look().dataSource());
    }

    /** Said when it changes, not with each poll. */
    private void tell() {
      String now = foresight instanceof Foresight.Blind(String why) ? why : "";
      if (!now.equals(said)) {
        said = now;
        log.atInfo()
            .addKeyValue("event", asker + (now.isEmpty() ? ".foresight" : ".blind"))
            .addKeyValue("query", key.look().query())
            .log(now.isEmpty() ? "the forecast has a say" : "the load of now is served: " + now);
      }
    }
  }

  /** What to do while few others do it. */
  @FunctionalInterface
  private interface Work<T> {
    T run();
  }

  private <T> T atWork(Work<T> task) {
    boolean entered = false;
    try {
      entered = work.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!entered) {
        throw new NoData("overloaded: " + AT_ONCE + " forecasts are in work already");
      }
      return task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoData("interrupted");
    } finally {
      if (entered) {
        work.release();
      }
    }
  }

  private static double single(Value value) {
    return switch (value) {
      case Value.Scalar(long time, double number) -> number;
      case Value.Vector(var samples) -> {
        requireOne(samples.size());
        yield samples.isEmpty() ? Double.NaN : samples.getFirst().value();
      }
      case Value.Text _, Value.Matrix _ ->
          throw new QueryException(
              QueryException.Kind.BAD_DATA, "query: no number (expected: an instant vector)");
    };
  }

  private static void requireOne(int series) {
    if (series > 1) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          "query: " + series + " series (expected: one). Fix: sum(…)");
    }
  }

  /** From the first value on: what was before the service is no gap. */
  private static double[] trimmed(double[] history) {
    int first = 0;
    while (first < history.length && !Double.isFinite(history[first])) {
      first++;
    }
    return Arrays.copyOfRange(history, first, history.length);
  }
}
