// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.slo.Evidence;
import dev.ballast.control.topology.Edge;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.graph.GraphSentences;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what the page of a service shows. */
final class ServicePage {

  private static final int EVENTS = 8;
  private static final int INCIDENTS = 3;
  private static final int TRACES = 8;
  private static final int LOGS = 10;
  private static final Duration SIGNALS = Duration.ofMinutes(30);
  private static final int ERROR_SEVERITY = 17;
  private static final double FAILING = 0.01;

  private final TraceQuery traces;
  private final LogQuery logs;
  private final EventLog events;
  private final Happenings happenings;
  private final ServiceCharts charts;

  ServicePage(
      TraceQuery traces,
      LogQuery logs,
      EventLog events,
      Happenings happenings,
      ServiceCharts charts) {
    this.traces = traces;
    this.logs = logs;
    this.events = events;
    this.happenings = happenings;
    this.charts = charts;
  }

  ServiceView of(
      Board board,
      CapacitySnapshot capacities,
      List<Incident> incidents,
      ServiceName name,
      Sight sight,
      Range range,
      Freshness freshness) {
    List<ServiceHealth> places =
        board.health().of(name).stream().sorted(Board.worstFirst()).toList();
    List<Event> about = events.latest(EventFilter.ANY.about("service/" + name), EVENTS);
    List<Milestone> changes = happenings.of(name, sight.now().minus(range.length()));
    List<Spell> spells = Spell.of(events, board, name, sight.now());
    List<ServiceView.Reason> reasons = reasons(places);
    reasons.addAll(Unlike.reasons(board, name, sight));
    return new ServiceView(
        name.value(),
        top(board, name, places, incidents, sight, freshness),
        reasons,
        charts.slos(board, name, sight, range, changes, spells),
        charts.red(board, name, sight, range, changes, spells),
        range.text(),
        Stream.of(Range.values()).map(Range::text).toList(),
        CapacityPage.of(capacities, name, sight),
        neighbours(board, name),
        failed(name, sight),
        said(name, sight),
        about.stream().map(event -> FeedItem.of(event, sight)).toList(),
        gate(board, name, sight, freshness));
  }

  private static ServiceView.Top top(
      Board board,
      ServiceName name,
      List<ServiceHealth> places,
      List<Incident> incidents,
      Sight sight,
      Freshness freshness) {
    Service service = board.configuration().services().get(name);
    String about =
        service == null
            ? "Seen in telemetry; no resource describes it yet."
            : Stream.of(
                    service.description(),
                    service.team().isEmpty() ? "" : "Team " + service.team() + ".",
                    service.kind() == Service.Kind.INTERNAL
                        ? ""
                        : "Kind: " + service.kind().name().toLowerCase(Locale.ROOT) + ".")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    return new ServiceView.Top(
        sentence(name, places),
        places.isEmpty() ? "" : capital(Sentences.cause(places.getFirst())) + ".",
        about,
        places.stream()
            .map(
                p ->
                    new ServiceView.Place(
                        p.place().isWhole() ? "everywhere" : p.place().region(),
                        Tone.of(p.health()),
                        "for %s, since %s"
                            .formatted(
                                Sight.duration(Duration.between(p.since(), sight.now())),
                                sight.clock(p.since()))))
            .toList(),
        Head.judged(board, sight),
        Head.stale(board, sight, freshness),
        incidents.stream()
            .filter(incident -> incident.isOpen() && IncidentWords.concerns(incident, name))
            .limit(INCIDENTS)
            .map(
                incident ->
                    new ServiceView.Open(
                        incident.id(),
                        IncidentWords.link(incident),
                        IncidentWords.tone(incident).css(),
                        IncidentWords.headline(incident)))
            .toList());
  }

  private static String sentence(ServiceName name, List<ServiceHealth> places) {
    if (places.isEmpty()) {
      return name + " is unknown: nothing has been judged yet.";
    }
    ServiceHealth worst = places.getFirst();
    boolean same = places.stream().allMatch(p -> p.health() == worst.health());
    String where = same || worst.place().isWhole() ? "" : " in " + worst.place().region();
    return name + Sentences.verdict(worst, where) + ".";
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static List<ServiceView.Reason> reasons(List<ServiceHealth> places) {
    List<ServiceView.Reason> reasons = new ArrayList<>();
    for (ServiceHealth place : places) {
      String where = place.place().isWhole() ? "" : place.place().region();
      for (ServiceHealth.Reason reason : place.reasons()) {
        Health health =
            reason instanceof ServiceHealth.Reason.OfSlo slo ? slo.health() : Health.UNKNOWN;
        reasons.add(
            new ServiceView.Reason(
                Tone.of(health), where, reason.text(), proofs(reason.evidence())));
      }
      for (ServiceHealth.Impairment impairment : place.impairedBy()) {
        reasons.add(
            new ServiceView.Reason(
                Tone.of(impairment.health()),
                where,
                "impaired by %s, which is %s"
                    .formatted(
                        impairment.on(), impairment.health().name().toLowerCase(Locale.ROOT)),
                proofs(impairment.evidence())));
      }
    }
    return reasons;
  }

  private static List<ServiceView.Proof> proofs(List<Evidence> all) {
    return all.stream()
        .map(
            evidence ->
                new ServiceView.Proof(
                    evidence.query(),
                    evidence.window().isZero() ? "" : Sight.duration(evidence.window()),
                    evidence.numbers().entrySet().stream()
                        .map(e -> e.getKey() + " " + number(e.getValue()))
                        .collect(Collectors.joining(" · ")),
                    evidence.rule()))
        .toList();
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? Sight.UNKNOWN
        : new java.math.BigDecimal(value)
            .round(new java.math.MathContext(5))
            .stripTrailingZeros()
            .toPlainString();
  }

  private static ServiceView.Neighbours neighbours(Board board, ServiceName name) {
    var topology = board.health().topology();
    return new ServiceView.Neighbours(
        GraphSentences.blastRadius(board.graph(), name),
        edges(board, topology.callersOf(name), true),
        edges(board, topology.calleesOf(name), false),
        Sight.duration(topology.recent()));
  }

  private static List<ServiceView.Neighbour> edges(Board board, List<Edge> edges, boolean callers) {
    return edges.stream()
        .sorted(
            Comparator.comparing((Edge e) -> (callers ? e.client() : e.server()).service())
                .thenComparing(e -> callers ? e.client() : e.server()))
        .map(edge -> neighbour(board, edge, callers ? edge.client() : edge.server(), callers))
        .toList();
  }

  private static ServiceView.Neighbour neighbour(
      Board board, Edge edge, Place other, boolean caller) {
    Edge.Traffic.Observed seen =
        edge.traffic() instanceof Edge.Traffic.Observed observed
            ? observed
            : new Edge.Traffic.Observed(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    boolean away = !edge.client().region().equals(edge.server().region());
    String mine = caller ? edge.server().region() : edge.client().region();
    return new ServiceView.Neighbour(
        other.service().value(),
        away ? mine + " → " + other.region() : mine,
        "/services/" + other.service(),
        Tone.of(board.health().of(other).map(h -> h.health()).orElse(Health.UNKNOWN)),
        Sight.rate(seen.rps()),
        Sight.percent(seen.errorRatio()),
        Sight.seconds(seen.averageSeconds()),
        kind(edge),
        seen.errorRatio() >= FAILING);
  }

  private static String kind(Edge edge) {
    List<String> words = new ArrayList<>();
    words.add(edge.strength().name().toLowerCase(Locale.ROOT));
    if (!edge.connectionType().isEmpty()) {
      words.add(edge.connectionType().replace('_', ' '));
    }
    if (!edge.isObserved()) {
      words.add("declared, no call seen");
    } else if (!edge.declared()) {
      words.add("not declared");
    }
    return String.join(", ", words);
  }

  /** The newest failed requests that the service itself answered. */
  private List<ServiceView.TraceLine> failed(ServiceName name, Sight sight) {
    return traces
        .spans(
            name.value(),
            TraceQuery.Outcome.FAILED,
            sight.now().minus(SIGNALS),
            sight.now(),
            TRACES)
        .stream()
        .map(
            span ->
                new ServiceView.TraceLine(
                    "/traces/" + span.traceId(),
                    span.traceId().substring(0, Math.min(8, span.traceId().length())),
                    span.name(),
                    span.statusMessage().isEmpty() ? "error" : span.statusMessage(),
                    Sight.seconds(span.seconds()),
                    sight.clock(span.start()),
                    sight.exact(span.start())))
        .toList();
  }

  private List<ServiceView.LogLine> said(ServiceName name, Sight sight) {
    Instant from = sight.now().minus(SIGNALS);
    List<LogRecord> errors =
        logs.search(
                LogSearch.between(from, sight.now())
                    .ofService(name.value())
                    .atLeast(ERROR_SEVERITY),
                LOGS,
                "")
            .records();
    List<LogRecord> records =
        errors.isEmpty() ? logs.logs(name.value(), from, sight.now(), LOGS) : errors;
    return records.stream()
        .map(
            log ->
                new ServiceView.LogLine(
                    log.severityText().isEmpty() ? "log" : log.severityText(),
                    log.body(),
                    sight.clock(log.time()),
                    sight.exact(log.time()),
                    log.traceId().isEmpty() ? "" : "/traces/" + log.traceId(),
                    log.severity() >= ERROR_SEVERITY))
        .toList();
  }

  private static ServiceView.Gate gate(
      Board board, ServiceName name, Sight sight, Freshness freshness) {
    GateDecision decision = board.gates().get(name);
    return decision == null || !freshness.isFresh(board, sight.now())
        ? GateCard.unknown(name)
        : GateCard.of(decision, sight);
  }
}
