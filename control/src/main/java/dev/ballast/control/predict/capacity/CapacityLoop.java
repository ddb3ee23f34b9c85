// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.control.predict.capacity.CapacityEvents.Announced;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Capacity;
import dev.ballast.model.Capacity.Timing;
import dev.ballast.model.CapacityName;
import dev.ballast.model.Configuration;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges every capacity again when a quarter of its step has passed (10 s to 15 min), and appends
 * to the ledger what changed. One thread at a time; whoever schedules it owns it. After a restart
 * it goes on from the ledger's last word on each series.
 */
public final class CapacityLoop {

  /** More series of one query are only counted: those nearest to the limit are judged. */
  public static final int MOST_SERIES = 50;

  /** A series that has been silent for so long while others are not is retired. */
  static final int GONE_STEPS = 12;

  private static final Logger LOG = LoggerFactory.getLogger(CapacityLoop.class);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(10);
  private static final Duration MOST_WAIT = Duration.ofMinutes(15);
  private static final int LOOKS_PER_STEP = 4;

  private final Function<String, MetricQuery> sources;
  private final Changes changes;
  private final EventLog events;
  private final double timeScale;
  private final InstantSource clock;
  private final Map<CapacityEvents.Key, Standing> standings;
  private final Map<CapacityEvents.Key, Announced> announced;
  private final Map<CapacityName, Look> looks = new TreeMap<>();

  /**
   * What was seen of a capacity.
   *
   * @param news verdicts that the ledger is told of if they have changed
   * @param gone series that are retired
   */
  private record Look(CapacityReport report, List<Verdict> news, List<CapacityEvents.Key> gone) {}

  /**
   * @param sources the metrics port by the name of a data source; throws {@link QueryException}
   * @param timeScale by which the times of every capacity are divided; 1 in production
   */
  public CapacityLoop(
      Function<String, MetricQuery> sources,
      EventLog events,
      double timeScale,
      InstantSource clock) {
    this(sources, Changes.NONE, events, timeScale, clock);
  }

  /**
   * The same.
   *
   * @param changes that may explain steps
   */
  public CapacityLoop(
      Function<String, MetricQuery> sources,
      Changes changes,
      EventLog events,
      double timeScale,
      InstantSource clock) {
    this.changes = changes;
    this.sources = sources;
    this.events = events;
    this.timeScale = timeScale;
    this.clock = clock;
    CapacityEvents.Restored restored = CapacityEvents.restore(events, clock.instant());
    this.standings = new HashMap<>(restored.standings());
    this.announced = new HashMap<>(restored.announced());
  }

  /** Judges what is due; the newest report on everything that is configured now. */
  public CapacitySnapshot tick(Configuration configuration) {
    return tick(configuration, _ -> {});
  }

  /**
   * The same.
   *
   * @param published is given what is known after each capacity: the first turn may take long
   */
  public CapacitySnapshot tick(Configuration configuration, Consumer<CapacitySnapshot> published) {
    Instant now = clock.instant();
    looks.keySet().retainAll(configuration.capacities().keySet());
    standings.keySet().removeIf(key -> !configuration.capacities().containsKey(key.capacity()));
    announced.keySet().removeIf(key -> !configuration.capacities().containsKey(key.capacity()));
    for (Capacity capacity : configuration.capacities().values()) {
      if (due(capacity, now)) {
        looks.put(capacity.name(), look(capacity, now));
        published.accept(snapshot(now));
      }
      Look look = looks.get(capacity.name());
      if (look != null) {
        announce(look);
      }
    }
    return snapshot(now);
  }

  private CapacitySnapshot snapshot(Instant now) {
    return new CapacitySnapshot(now, looks.values().stream().map(Look::report).toList());
  }

  private boolean due(Capacity capacity, Instant now) {
    Look look = looks.get(capacity.name());
    if (look == null) {
      return true;
    }
    CapacityReport last = look.report();
    return !last.capacity().equals(capacity)
        || now.isBefore(last.at())
        || !now.isBefore(last.at().plus(wait(capacity)));
  }

  private Duration wait(Capacity capacity) {
    Duration part = capacity.timing().dividedBy(timeScale).step().dividedBy(LOOKS_PER_STEP);
    return part.compareTo(LEAST_WAIT) < 0
        ? LEAST_WAIT
        : part.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : part;
  }

  private Look look(Capacity capacity, Instant now) {
    CapacityJudge judge = new CapacityJudge(capacity, timeScale);
    Timing timing = capacity.timing().dividedBy(timeScale);
    String query = UsageReader.query(capacity, timing.step());
    Instant end = Instant.ofEpochSecond(now.getEpochSecond());
    try {
      MetricQuery metrics = sources.apply(capacity.measure().dataSource());
      List<Usage> all = UsageReader.read(metrics, query, end, timing.step(), timing.history());
      return all.isEmpty()
          ? nothing(capacity, judge, "the query has no series", query, now)
          : judged(capacity, judge, all, query, now);
    } catch (QueryException refused) {
      String reason = "telemetry does not answer (" + refused.getMessage() + ")";
      return nothing(capacity, judge, reason, query, now);
    }
  }

  private Look judged(
      Capacity capacity, CapacityJudge judge, List<Usage> all, String query, Instant now) {
    boolean speaks = all.getFirst().silent() < CapacityJudge.SILENT_STEPS;
    List<Usage> here =
        speaks ? all.stream().filter(usage -> usage.silent() < GONE_STEPS).toList() : all;
    Duration history = capacity.timing().dividedBy(timeScale).history();
    List<Changes.Change> made = changes.of(capacity.service(), now.minus(history));
    List<Verdict> verdicts = new ArrayList<>();
    List<Verdict> news = new ArrayList<>();
    for (Usage usage : here.subList(0, Math.min(MOST_SERIES, here.size()))) {
      Verdict verdict =
          verdict(
              capacity,
              usage,
              query,
              now,
              (one, text, before, at) -> judge.judge(one, made, text, before, at));
      verdicts.add(verdict);
      if (!speaks || usage.silent() < CapacityJudge.SILENT_STEPS || isUrgent(capacity, usage)) {
        news.add(verdict);
      }
    }
    CapacityReport report =
        new CapacityReport(capacity, timeScale, now, verdicts, here.size() - verdicts.size());
    return new Look(report, news, speaks ? retired(capacity, here) : List.of());
  }

  /**
   * Whether somebody was told to do something. Of other series that end while their siblings go on,
   * as pods do with every rollout, only the end is told: a roll-out is no storm of warnings.
   */
  private boolean isUrgent(Capacity capacity, Usage usage) {
    Announced last = announced.get(new CapacityEvents.Key(capacity.name(), usage.series()));
    return last != null && last.urgency().needsAction();
  }

  /** Forgets series that are not there any more; those that the ledger knows of are named. */
  private List<CapacityEvents.Key> retired(Capacity capacity, List<Usage> here) {
    Set<CapacityEvents.Key> alive =
        here.stream()
            .map(usage -> new CapacityEvents.Key(capacity.name(), usage.series()))
            .collect(Collectors.toSet());
    standings.keySet().removeIf(key -> isOf(capacity, key) && !alive.contains(key));
    return announced.keySet().stream()
        .filter(key -> isOf(capacity, key) && !alive.contains(key))
        .toList();
  }

  /** How many series are remembered, by what was said of them or by what they were. */
  int remembered() {
    return standings.size() + announced.size();
  }

  private static boolean isOf(Capacity capacity, CapacityEvents.Key key) {
    return key.capacity().equals(capacity.name());
  }

  /** One verdict to look at; the ledger learns of each series that it knows. */
  private Look nothing(
      Capacity capacity, CapacityJudge judge, String reason, String query, Instant now) {
    Set<String> series = new TreeSet<>(Set.of(""));
    standings.keySet().stream()
        .filter(key -> isOf(capacity, key))
        .map(CapacityEvents.Key::series)
        .forEach(series::add);
    Duration step = capacity.timing().dividedBy(timeScale).step();
    List<Verdict> news =
        series.stream()
            .map(one -> new Usage(one, Map.of(), new double[0], now, step))
            .map(
                none ->
                    verdict(
                        capacity,
                        none,
                        query,
                        now,
                        (usage, text, before, at) ->
                            judge.unknown(usage, text, reason, before, at)))
            .toList();
    List<Verdict> whole = List.of(news.getFirst());
    return new Look(new CapacityReport(capacity, timeScale, now, whole, 0), news, List.of());
  }

  /** Judges a usage in one of two ways. */
  private interface Judging {
    CapacityJudge.Judged judge(Usage usage, String query, Standing before, Instant now);
  }

  private Verdict verdict(
      Capacity capacity, Usage usage, String query, Instant now, Judging judging) {
    CapacityEvents.Key key = new CapacityEvents.Key(capacity.name(), usage.series());
    Standing before = standings.getOrDefault(key, Standing.unknown(now));
    CapacityJudge.Judged judged = judging.judge(usage, query, before, now);
    standings.put(key, judged.standing());
    return judged.verdict();
  }

  /** What the ledger cannot take now is tried again with the next tick. */
  private void announce(Look look) {
    CapacityReport report = look.report();
    try {
      for (Verdict verdict : look.news()) {
        CapacityEvents.Key key = new CapacityEvents.Key(report.capacity().name(), verdict.series());
        Announced last =
            announced.getOrDefault(
                key, new Announced(Urgency.UNKNOWN, "INSUFFICIENT_DATA", "", verdict.at()));
        if (last.differs(verdict)) {
          events.append(CapacityEvents.changed(report, verdict, last.urgency()));
          announced.put(key, Announced.of(verdict));
        }
      }
      for (CapacityEvents.Key key : look.gone()) {
        Announced last = announced.get(key);
        if (last != null) {
          events.append(CapacityEvents.retired(report, key, last));
          announced.remove(key);
        }
      }
    } catch (LedgerException unavailable) {
      LOG.atError()
          .addKeyValue("event", "capacity.change_waits")
          .addKeyValue("capacity", report.capacity().name())
          .log(unavailable.getMessage());
    }
  }
}
