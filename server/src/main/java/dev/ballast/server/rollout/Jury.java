// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.controller.ArmMetric;
import dev.ballast.control.rollout.controller.ArmReader;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.controller.Witness;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The judge of the rollout under way, with the reading of what it judges by. It is made anew for
 * each rollout, and after a restart from the intervals that were kept; how clustered errors used to
 * be is read again from the time before the rollout.
 */
final class Jury {

  private static final int REMEMBERED = 180;

  private final Means means;
  private final ArmReader reader;
  private @Nullable Witness witness;
  private Instant of = Instant.MIN;
  private Instant until;
  private Instant steady;
  private int weight;
  private Optional<Verdict> last = Optional.empty();

  Jury(Means means) {
    this.means = means;
    reader = new ArmReader(means.metrics());
    until = means.clock().instant();
    steady = until.plus(means.settle());
  }

  /** From when on counts belong to a weight: until the last scrape has passed, they are mixed. */
  synchronized void weightIs(CanaryState state, Instant at) {
    if (state.weight() != weight) {
      weight = state.weight();
      steady = at.plus(means.settle());
    }
  }

  /** Looks at what is new, and says what all of it means. */
  synchronized Asker.Answer.Ruling rule(Rollout rollout, int share) {
    Witness judge = witness(rollout);
    Instant now = means.clock().instant();
    Instant from = until.isAfter(steady) ? until : steady;
    if (!from.isBefore(now)) {
      Verdict same = last.orElseGet(() -> judge.missed(now, now, atLeastOne(share)));
      return ruling(judge, same);
    }
    until = now;
    return ruling(judge, look(rollout, judge, share, from, now));
  }

  private Verdict look(Rollout rollout, Witness judge, int share, Instant from, Instant now) {
    CanaryState state = rollout.state();
    List<ArmCounts> counts = new ArrayList<>();
    try {
      for (ArmMetric metric : judge.metrics()) {
        reader.between(metric, baseline(state), state.applied(), from, now).ifPresent(counts::add);
      }
    } catch (QueryException e) {
      return judge.missed(from, now, atLeastOne(share));
    }
    return counts.size() < judge.metrics().size()
        ? judge.missed(from, now, atLeastOne(share))
        : judge.add(new Interval(from, now, atLeastOne(share), counts));
  }

  /** When something else went wrong than reading. */
  synchronized Asker.Answer.Ruling unread(Rollout rollout, int share) {
    Witness judge = witness(rollout);
    Instant now = means.clock().instant();
    return ruling(judge, judge.missed(now, now, atLeastOne(share)));
  }

  private Asker.Answer.Ruling ruling(Witness judge, Verdict verdict) {
    last = Optional.of(verdict);
    return new Asker.Answer.Ruling(verdict, judge.seen());
  }

  private static int atLeastOne(int share) {
    return Math.clamp(share, 1, 100);
  }

  /** After the promotion the canary is the primary; what it is compared with is the one before. */
  private static String baseline(CanaryState state) {
    return state.applied().equals(state.promoted()) ? state.previous() : state.promoted();
  }

  private Witness witness(Rollout rollout) {
    Witness known = witness;
    if (known != null && of.equals(rollout.started())) {
      return known;
    }
    Canary canary = rollout.canary();
    List<ArmMetric> metrics = metrics(canary);
    Duration interval = rollout.paced().analysis().interval();
    List<History> histories =
        metrics.stream().map(metric -> history(metric, rollout, interval)).toList();
    Witness fresh =
        Witness.of(
            means.policy().withInterval(interval, means.policy().recent()), metrics, histories);
    last = Optional.empty();
    for (Interval kept : rollout.seen()) {
      if (kept.counts().size() == metrics.size()) {
        last = Optional.of(fresh.add(kept));
      }
    }
    witness = fresh;
    of = rollout.started();
    return fresh;
  }

  private History history(ArmMetric metric, Rollout rollout, Duration interval) {
    try {
      return reader.history(
          metric, baseline(rollout.state()), rollout.started(), interval, REMEMBERED);
    } catch (QueryException e) {
      return History.NONE;
    }
  }

  /** Errors always; latency when the canary names a limit for it. */
  private List<ArmMetric> metrics(Canary canary) {
    List<ArmMetric> metrics = new ArrayList<>();
    metrics.add(ArmMetric.errors(canary.service()));
    canary.analysis().metrics().stream()
        .filter(metric -> metric.source() instanceof CanaryMetric.Source.RequestDuration)
        .mapToDouble(metric -> metric.range().max())
        .filter(Double::isFinite)
        .boxed()
        .findFirst()
        .flatMap(limit -> bound(canary, limit))
        .ifPresent(bound -> metrics.add(ArmMetric.slow(canary.service(), bound)));
    return metrics;
  }

  /** The largest bucket that is not above a limit. */
  private Optional<String> bound(Canary canary, double limit) {
    Instant now = means.clock().instant();
    try {
      return means
          .metrics()
          .labelValues(
              "le",
              List.of(ArmMetric.buckets(canary.service())),
              now.minus(Duration.ofHours(1)),
              now)
          .stream()
          .filter(bound -> !bound.equals("+Inf") && Double.parseDouble(bound) <= limit)
          .max(Comparator.comparingDouble(Double::parseDouble));
    } catch (QueryException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
