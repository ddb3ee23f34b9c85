// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.watch;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.AnomalyChange;
import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.control.predict.KnownTrouble;
import dev.ballast.control.predict.Sample;
import dev.ballast.control.predict.Surroundings;
import dev.ballast.control.predict.WatchLoop;
import dev.ballast.control.predict.WatchPolicy;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.control.topology.Edge;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all series whenever there is something new, and tells what is unlike before: first the
 * ledger, then everybody. One thread looks; anybody reads the report.
 */
public final class Watcher {

  private static final Logger log = LoggerFactory.getLogger(Watcher.class);
  private static final int MOST_WAITING = 1_000;

  private final RequestSignals requests;
  private final ResourceSignals resources;
  private final SloSignals slos = new SloSignals();
  private final WatchLoop loop;
  private final KnownTrouble trouble;
  private final EventLog events;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private long dropped;
  private Instant last = Instant.EPOCH;
  private Instant lastHealth = Instant.EPOCH;
  private volatile WatchReport report = WatchReport.NONE;

  /**
   * Goes on from the ledger.
   *
   * @param settle how long after a change nothing is learnt
   */
  public Watcher(MetricQuery metrics, Ledger ledger, WatchPolicy policy, Duration settle) {
    this.requests = new RequestSignals(metrics);
    this.resources = new ResourceSignals(metrics);
    this.events = ledger.events();
    this.trouble = new KnownTrouble(events, ledger.interlocks(), settle);
    this.loop = new WatchLoop(policy);
    loop.restore(AnomalyEvents.open(events));
  }

  /**
   * Judges what the store holds at a time; the same time twice is judged once.
   *
   * @param health the newest evaluation
   */
  public void look(Instant at, HealthSnapshot health) {
    if (!at.isAfter(last)) {
      return;
    }
    List<Sample> samples = new ArrayList<>();
    requests.read(at, samples);
    String unread = readResources(at, samples);
    if (health.at().isAfter(lastHealth)) {
      slos.read(health, samples);
      lastHealth = health.at();
    }
    last = at;
    KnownTrouble.Now known = trouble.look(at);
    List<AnomalyChange> changes =
        loop.step(samples, new Surroundings(at, known::why, calls(health)), unread.isEmpty());
    changes.forEach(this::tell);
    if (written()) {
      report = new WatchReport(at, loop.anomalies(), loop.census(), problems(unread));
    }
  }

  /** One metric that cannot be read must not blind the watch over requests. */
  private String readResources(Instant at, List<Sample> into) {
    int before = into.size();
    try {
      resources.read(at, last.equals(Instant.EPOCH) ? Duration.ofSeconds(1) : since(at), into);
      return "";
    } catch (QueryException e) {
      into.subList(before, into.size()).clear();
      log.atWarn()
          .addKeyValue("event", "anomaly.resources_unread")
          .log("resources are not watched: {}", e.getMessage());
      return "Resources are not watched: " + e.getMessage();
    }
  }

  private List<String> problems(String unread) {
    String lost =
        dropped == 0
            ? ""
            : dropped + " events of anomalies are lost since the ledger took none for too long.";
    return Stream.of(unread, resources.problem(), lost).filter(p -> !p.isEmpty()).toList();
  }

  public WatchReport report() {
    return report;
  }

  /** What is expected of places' own requests; asked by the thread that looks. */
  public List<WatchLoop.Band> bands() {
    return loop.bands();
  }

  /** After a pause no longer than a minute counts as new. */
  private Duration since(Instant at) {
    Duration passed = Duration.between(last, at);
    return passed.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : passed;
  }

  private static Map<Place, Set<Place>> calls(HealthSnapshot health) {
    Map<Place, Set<Place>> calls = new HashMap<>();
    for (Edge edge : health.topology().edges()) {
      calls.computeIfAbsent(edge.client(), p -> new TreeSet<>()).add(edge.server());
    }
    return calls;
  }

  private void tell(AnomalyChange change) {
    if (waiting.size() == MOST_WAITING) {
      dropped++;
      log.atError()
          .addKeyValue("event", "anomaly.dropped")
          .addKeyValue("subject", waiting.removeFirst().subject())
          .log("an event of an anomaly is lost: {} wait for the ledger", MOST_WAITING);
    }
    waiting.addLast(AnomalyEvents.of(change));
  }

  /** Whether the ledger has everything; what it cannot take now is tried again at each look. */
  private boolean written() {
    while (!waiting.isEmpty()) {
      Event event = waiting.getFirst();
      try {
        events.append(event);
      } catch (LedgerException e) {
        failed("anomaly.waits", event, e);
        return false;
      } catch (IllegalArgumentException e) {
        failed("anomaly.refused", event, e);
      }
      waiting.removeFirst();
    }
    return true;
  }

  private static void failed(String what, Event event, RuntimeException why) {
    log.atError()
        .setCause(why)
        .addKeyValue("event", what)
        .addKeyValue("subject", event.subject())
        .log("an anomaly is not in the ledger");
  }
}
