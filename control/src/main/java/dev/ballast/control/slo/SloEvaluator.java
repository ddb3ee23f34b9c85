// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.ledger.Limits;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<SloName, SloWatch> watches = new HashMap<>();

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
    return evaluate(slos, LeftOut.NOTHING, at);
  }

  /** As {@link #evaluate(Collection, Instant)}, without the times that are left out. */
  public List<SloStatus> evaluate(Collection<Slo> slos, LeftOut leftOut, Instant at) {
    watches.keySet().retainAll(slos.stream().map(Slo::name).toList());
    List<SloStatus> statuses = new ArrayList<>();
    for (Slo slo : slos) {
      Optional<Frame> frame = Frame.of(slo, leftOut, policy, at);
      statuses.addAll(frame.isPresent() ? evaluate(slo, frame.get()) : List.of(notBegun(slo, at)));
    }
    return statuses;
  }

  private SloStatus notBegun(Slo slo, Instant at) {
    String start =
        slo.terms().window() instanceof TimeWindow.Calendar calendar
            ? ": its first window starts at " + calendar.start().atZone(calendar.zone()).toInstant()
            : "";
    return judge.noAnswer(
        slo,
        Place.whole(slo.service()),
        "not begun" + start,
        List.of(),
        judge.noWindow(slo, at),
        at);
  }

  private List<SloStatus> evaluate(Slo slo, Frame frame) {
    Instant at = frame.past().to();
    SloWatch watch;
    try {
      watch = watch(slo, frame);
    } catch (RuntimeException unreadable) {
      Place whole = Place.whole(slo.service());
      return List.of(
          judge.noAnswer(slo, whole, message(unreadable), List.of(), frame.window(), at));
    }
    try {
      return watch.look(frame);
    } catch (QueryException unanswered) {
      return watch.places().stream()
          .map(
              place ->
                  judge.noAnswer(
                      slo, place, message(unanswered), watch.queries(), frame.window(), at))
          .toList();
    }
  }

  /** An edited SLO starts afresh: its numbers are of another question. */
  private SloWatch watch(Slo slo, Frame frame) {
    SloWatch known = watches.get(slo.name());
    if (known != null && known.slo().equals(slo)) {
      return known;
    }
    SloWatch fresh = new SloWatch(slo, frame, sources, increase, policy);
    watches.put(slo.name(), fresh);
    return fresh;
  }

  private static String message(RuntimeException problem) {
    String message = problem.getMessage();
    return message == null
        ? problem.getClass().getSimpleName()
        : Limits.cut(message, LONGEST_PROBLEM);
  }
}
