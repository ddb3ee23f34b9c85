// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Blamed;
import dev.ballast.control.healing.Facts;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Reading;
import dev.ballast.control.healing.Senses;
import dev.ballast.control.healing.Symptom;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.ledger.Interlocks;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Precondition;
import dev.ballast.model.Remediation;
import dev.ballast.model.Trigger;
import dev.ballast.model.Verification;
import dev.ballast.promql.Value;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Traffic;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the board, the metrics, the incidents and the ledger say, of this moment. */
final class HealingSenses implements Senses {

  private static final Logger log = LoggerFactory.getLogger(HealingSenses.class);
  private static final String REGION_LABEL = "cloud_region";

  private final Supplier<Board> board;
  private final Freshness freshness;
  private final MetricQuery metrics;
  private final Supplier<List<Incident>> incidents;
  private final Interlocks interlocks;
  private final CostWatch costs;
  private final ScalingAhead ahead;
  private final InstantSource clock;

  HealingSenses(
      Supplier<Board> board,
      Freshness freshness,
      MetricQuery metrics,
      Supplier<List<Incident>> incidents,
      Interlocks interlocks,
      CostWatch costs,
      ScalingAhead ahead,
      InstantSource clock) {
    this.board = board;
    this.freshness = freshness;
    this.metrics = metrics;
    this.incidents = incidents;
    this.interlocks = interlocks;
    this.costs = costs;
    this.ahead = ahead;
    this.clock = clock;
  }

  @Override
  public List<Symptom> symptoms(Remediation rules) {
    return switch (rules.trigger()) {
      case Trigger.OfHealth(Health from, _) -> sick(rules, from);
      case Trigger.OfQuery(String promql, _) -> answered(rules, promql);
      case Trigger.OfForecast of ->
          asked(rules, of.load()).stream()
              .flatMap(place -> ahead.symptom(rules, of, place).stream())
              .toList();
      case Trigger.OfIncident of -> Blamed.by(incidents.get(), rules, of);
    };
  }

  /** Only who is sick by itself: who suffers from another is not healed here. */
  private List<Symptom> sick(Remediation rules, Health from) {
    Board now = board.get();
    if (!freshness.isFresh(now, clock.instant())) {
      return List.of();
    }
    return now.health().of(rules.service()).stream()
        .filter(one -> one.health().compareTo(from) >= 0 && one.impairedBy().isEmpty())
        .map(one -> new Symptom(one.place(), one.text()))
        .toList();
  }

  private List<Symptom> answered(Remediation rules, String promql) {
    List<Symptom> symptoms = new ArrayList<>();
    for (Place asked : asked(rules, promql)) {
      String query = filled(promql, asked);
      ask(query).stream()
          .flatMap(answer -> samples(answer).stream())
          .forEach(
              sample -> {
                String region = sample.labels().get(REGION_LABEL);
                Place place =
                    asked.isWhole() && !region.isEmpty()
                        ? new Place(rules.service(), region)
                        : asked;
                symptoms.add(new Symptom(place, promql + " is " + sample.value()));
              });
    }
    return symptoms.stream().distinct().toList();
  }

  /** Where a query is asked: once, or for each region when it names the place's. */
  private List<Place> asked(Remediation rules, String promql) {
    if (!rules.region().isEmpty()) {
      return List.of(new Place(rules.service(), rules.region()));
    }
    return promql.contains("${region}") ? places(rules) : List.of(Place.whole(rules.service()));
  }

  private List<Place> places(Remediation rules) {
    return board.get().health().of(rules.service()).stream()
        .map(ServiceHealth::place)
        .filter(place -> !place.isWhole())
        .toList();
  }

  @Override
  public Facts facts(Remediation rules, Place place, @Nullable Intent intent) {
    Board now = board.get();
    return new Facts(
        newest(now, place),
        rules.preconditions().stream().map(p -> condition(p, place)).toList(),
        rate(now, place),
        now.health().of(rules.service()).stream()
            .map(one -> now.trafficOf(one.place()))
            .filter(Traffic::measured)
            .mapToDouble(Traffic::rps)
            .sum(),
        money(rules),
        now.health().services().size(),
        related(now, place),
        interlocks.active());
  }

  private static double rate(Board now, Place place) {
    Traffic traffic = now.trafficOf(place);
    return traffic.measured() ? traffic.rps() : Double.NaN;
  }

  /** Of its own spans; without any, of the judgement, as far as that had data. */
  private Instant newest(Board now, Place place) {
    String selector =
        "service=\"%s\"%s"
            .formatted(
                place.service(),
                place.isWhole() ? "" : ",cloud_region=\"" + escaped(place.region()) + "\"");
    OptionalDouble seconds =
        number("max(timestamp(traces_spanmetrics_calls_total{" + selector + "}))");
    if (seconds.isPresent()) {
      return Instant.ofEpochMilli((long) (seconds.getAsDouble() * 1000));
    }
    boolean known = now.health().of(place).map(one -> one.health() != Health.UNKNOWN).orElse(false);
    return known ? now.health().at() : Instant.EPOCH;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private Facts.Condition condition(Precondition one, Place place) {
    return new Facts.Condition(
        one.name(),
        ask(filled(one.query(), place))
            .map(
                answer ->
                    answer instanceof Value.Scalar(_, double value)
                        ? value != 0
                        : !samples(answer).isEmpty())
            .map(holds -> holds ? Facts.Condition.State.HOLDS : Facts.Condition.State.BROKEN)
            .orElse(Facts.Condition.State.UNKNOWN));
  }

  /** What a minute costs of every journey that needs the service; NaN when no model says so. */
  private double money(Remediation rules) {
    DoubleStream minutes =
        costs.latest().stream()
            .flatMap(priced -> costs.live(priced.model()).journeys().stream())
            .filter(
                work ->
                    work.journey().entry().equals(rules.service().value())
                        || (work.chain() != null
                            && work.chain().parts().stream()
                                .anyMatch(part -> part.service().equals(rules.service()))))
            .mapToDouble(work -> work.price().minuteValue());
    double[] all = minutes.toArray();
    return all.length == 0 ? Double.NaN : DoubleStream.of(all).sum();
  }

  /** All that hang together with it, over however many calls. */
  private static Set<String> related(Board now, Place place) {
    Set<String> found = new HashSet<>(Set.of(place.service().value()));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Link link : now.graph().graph().links()) {
        boolean meets =
            found.contains(link.client().value()) || found.contains(link.server().value());
        if (meets) {
          grows |= found.add(link.client().value());
          grows |= found.add(link.server().value());
        }
      }
    }
    return found;
  }

  @Override
  public Reading measure(Remediation rules, Place place) {
    Verification by = rules.verification();
    if (by.query().isEmpty() && rules.trigger() instanceof Trigger.OfForecast of) {
      return new Reading(clock.instant(), ahead.pressure(rules, of, place), Double.NaN);
    }
    double target =
        by.query().isEmpty() ? burn(place) : number(filled(by.query(), place)).orElse(Double.NaN);
    double control =
        by.control().isEmpty()
            ? elsewhere(rules, place)
            : number(filled(by.control(), place)).orElse(Double.NaN);
    return new Reading(clock.instant(), target, control);
  }

  private double elsewhere(Remediation rules, Place place) {
    if (place.isWhole() || (!rules.verification().query().isEmpty() && !isByRegion(rules))) {
      return Double.NaN;
    }
    return places(rules).stream()
        .filter(other -> !other.equals(place))
        .mapToDouble(
            other ->
                rules.verification().query().isEmpty()
                    ? burn(other)
                    : number(filled(rules.verification().query(), other)).orElse(Double.NaN))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isByRegion(Remediation rules) {
    return rules.verification().query().contains("${region}");
  }

  /** The worst burn rate of its SLOs over their shortest windows; NaN when none has data. */
  private double burn(Place place) {
    Board now = board.get();
    if (!freshness.isFresh(now, clock.instant())) {
      return Double.NaN;
    }
    return now.health().slosOf(place.service()).stream()
        .filter(slo -> slo.place().equals(place) && slo.state() != SloStatus.State.NO_DATA)
        .flatMap(slo -> slo.burns().stream())
        .filter(burn -> burn.shortWindow().total() > 0)
        .mapToDouble(burn -> burn.shortRate())
        .max()
        .orElse(Double.NaN);
  }

  static String filled(String query, Place place) {
    return query
        .replace("${region}", escaped(place.region()))
        .replace("${service}", place.service().value());
  }

  private OptionalDouble number(String query) {
    return ask(query)
        .map(
            answer ->
                answer instanceof Value.Scalar(_, double value)
                    ? OptionalDouble.of(value)
                    : samples(answer).stream().mapToDouble(Value.Sample::value).max())
        .filter(value -> value.isPresent() && !Double.isNaN(value.getAsDouble()))
        .orElse(OptionalDouble.empty());
  }

  private java.util.Optional<Value> ask(String query) {
    try {
      return java.util.Optional.of(
          Objects.requireNonNull(metrics.instant(query, clock.instant()).value()));
    } catch (QueryException e) {
      log.atWarn()
          .addKeyValue("event", "healing.query_failed")
          .addKeyValue("query", query)
          .log(String.valueOf(e.getMessage()));
      return java.util.Optional.empty();
    }
  }

  private static List<Value.Sample> samples(Value value) {
    return value instanceof Value.Vector(List<Value.Sample> all) ? all : List.of();
  }
}
