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
import java.util.TreeMap;
import java.util.function.Function;
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

  private static final Logger LOG = LoggerFactory.getLogger(CapacityLoop.class);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(10);
  private static final Duration MOST_WAIT = Duration.ofMinutes(15);
  private static final int LOOKS_PER_STEP = 4;

  private final Function<String, MetricQuery> sources;
  private final EventLog events;
  private final double timeScale;
  private final InstantSource clock;
  private final Map<CapacityEvents.Key, Standing> standings;
  private final Map<CapacityEvents.Key, Announced> announced;
  private final Map<CapacityName, CapacityReport> reports = new TreeMap<>();

  /**
   * @param sources the metrics port by the name of a data source; throws {@link QueryException}
   * @param timeScale by which the times of every capacity are divided; 1 in production
   */
  public CapacityLoop(
      Function<String, MetricQuery> sources,
      EventLog events,
      double timeScale,
      InstantSource clock) {
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
    Instant now = clock.instant();
    reports.keySet().retainAll(configuration.capacities().keySet());
    standings.keySet().removeIf(key -> !configuration.capacities().containsKey(key.capacity()));
    announced.keySet().removeIf(key -> !configuration.capacities().containsKey(key.capacity()));
    for (Capacity capacity : configuration.capacities().values()) {
      if (due(capacity, now)) {
        reports.put(capacity.name(), report(capacity, now));
      }
    }
    reports.values().forEach(this::announce);
    return new CapacitySnapshot(now, List.copyOf(reports.values()));
  }

  private boolean due(Capacity capacity, Instant now) {
    CapacityReport last = reports.get(capacity.name());
    return last == null
        || !last.capacity().equals(capacity)
        || now.isBefore(last.at())
        || !now.isBefore(last.at().plus(wait(capacity)));
  }

  private Duration wait(Capacity capacity) {
    Duration part = capacity.timing().dividedBy(timeScale).step().dividedBy(LOOKS_PER_STEP);
    return part.compareTo(LEAST_WAIT) < 0
        ? LEAST_WAIT
        : part.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : part;
  }

  private CapacityReport report(Capacity capacity, Instant now) {
    CapacityJudge judge = new CapacityJudge(capacity, timeScale);
    Timing timing = capacity.timing().dividedBy(timeScale);
    String query = UsageReader.query(capacity, timing.step());
    Instant end = Instant.ofEpochSecond(now.getEpochSecond());
    List<Verdict> verdicts = new ArrayList<>();
    int more = 0;
    try {
      MetricQuery metrics = sources.apply(capacity.measure().dataSource());
      List<Usage> all = UsageReader.read(metrics, query, end, timing.step(), timing.history());
      more = Math.max(0, all.size() - MOST_SERIES);
      for (Usage usage : all.subList(0, all.size() - more)) {
        verdicts.add(judged(capacity, usage, judge::judge, query, now));
      }
      if (all.isEmpty()) {
        verdicts.add(nothing(capacity, judge, "the query has no series", query, now));
      }
    } catch (QueryException refused) {
      verdicts.clear();
      String reason = "telemetry does not answer (" + refused.getMessage() + ")";
      verdicts.add(nothing(capacity, judge, reason, query, now));
    }
    return new CapacityReport(capacity, timeScale, now, verdicts, more);
  }

  /** Judges a usage in one of two ways. */
  private interface Judging {
    CapacityJudge.Judged judge(Usage usage, String query, Standing before, Instant now);
  }

  private Verdict judged(
      Capacity capacity, Usage usage, Judging judging, String query, Instant now) {
    CapacityEvents.Key key = new CapacityEvents.Key(capacity.name(), usage.series());
    Standing before = standings.getOrDefault(key, Standing.unknown(now));
    CapacityJudge.Judged judged = judging.judge(usage, query, before, now);
    standings.put(key, judged.standing());
    return judged.verdict();
  }

  private Verdict nothing(
      Capacity capacity, CapacityJudge judge, String reason, String query, Instant now) {
    Duration step = capacity.timing().dividedBy(timeScale).step();
    Usage none = new Usage("", Map.of(), new double[0], now, step);
    return judged(
        capacity,
        none,
        (usage, text, before, at) -> judge.unknown(usage, text, reason, before, at),
        query,
        now);
  }

  /** What the ledger cannot take now is tried again with the next tick. */
  private void announce(CapacityReport report) {
    for (Verdict verdict : report.verdicts()) {
      CapacityEvents.Key key = new CapacityEvents.Key(report.capacity().name(), verdict.series());
      Announced last =
          announced.getOrDefault(
              key, new Announced(Urgency.UNKNOWN, "INSUFFICIENT_DATA", "", verdict.at()));
      if (last.differs(verdict)) {
        try {
          events.append(CapacityEvents.changed(report, verdict, last.urgency()));
          announced.put(key, Announced.of(verdict));
        } catch (LedgerException unavailable) {
          LOG.atError()
              .addKeyValue("event", "capacity.change_waits")
              .addKeyValue("capacity", report.capacity().name())
              .log(unavailable.getMessage());
          return;
        }
      }
    }
  }
}
