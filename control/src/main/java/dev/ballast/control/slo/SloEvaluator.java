// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.ledger.Limits;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Evaluates SLOs over the telemetry port. Keeps what it asked; one thread at a time, the owner is
 * whoever ticks.
 */
public final class SloEvaluator {

  /** Characters of a backend's answer that are shown; it may be a page of any size. */
  private static final int LONGEST_PROBLEM = 2000;

  private final Function<String, MetricQuery> sources;
  private final Increase increase;
  private final SloPolicy policy;
  private final SloJudge judge;
  private final Map<SloName, SloReader> readers = new HashMap<>();

  /**
   * @param sources the port by DataSource name; the empty name is the default one
   */
  public SloEvaluator(Function<String, MetricQuery> sources, Increase increase, SloPolicy policy) {
    this.sources = sources;
    this.increase = increase;
    this.policy = policy;
    this.judge = new SloJudge(policy);
  }

  public SloPolicy policy() {
    return policy;
  }

  /** Per SLO the whole first, then its regions; what is no longer asked for is forgotten. */
  public List<SloStatus> evaluate(Collection<Slo> slos, Instant at) {
    readers.keySet().retainAll(slos.stream().map(Slo::name).toList());
    List<SloStatus> statuses = new ArrayList<>();
    for (Slo slo : slos) {
      statuses.addAll(evaluate(slo, at));
    }
    return statuses;
  }

  private List<SloStatus> evaluate(Slo slo, Instant at) {
    SloReader reader;
    try {
      reader = reader(slo);
    } catch (RuntimeException unreadable) {
      return List.of(
          judge.noAnswer(slo, Place.whole(slo.service()), message(unreadable), List.of(), at));
    }
    try {
      reader.refresh(sources.apply(slo.dataSource()), at);
    } catch (QueryException unanswered) {
      return reader.regions().stream()
          .map(region -> new Place(slo.service(), region))
          .map(place -> judge.noAnswer(slo, place, message(unanswered), reader.queries(), at))
          .toList();
    }
    return reader.regions().stream()
        .map(
            region ->
                judge.judge(
                    slo,
                    new Place(slo.service(), region),
                    reader.numbers(region),
                    reader.split(),
                    reader.queries(),
                    at))
        .toList();
  }

  /** An edited SLO starts afresh: its numbers are of another question. */
  private SloReader reader(Slo slo) {
    SloReader known = readers.get(slo.name());
    if (known != null && known.slo().equals(slo)) {
      return known;
    }
    SloReader fresh = new SloReader(slo, increase, policy);
    readers.put(slo.name(), fresh);
    return fresh;
  }

  private static String message(RuntimeException problem) {
    String message = problem.getMessage();
    return message == null
        ? problem.getClass().getSimpleName()
        : Limits.cut(message, LONGEST_PROBLEM);
  }
}
