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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The judge of the rollout under way, with the reading of what it judges by. It is made anew for
 * each rollout, and after a restart from the intervals that were kept; how clustered errors used to
 * be is read again from the time before the rollout.
 */
final class Jury {

  private final Means means;
  private final Diary diary;
  private final ArmReader reader;
  private final Memory memory;
  private @Nullable Witness witness;
  private Instant of = Instant.MIN;
  private Instant until;
  private final AtomicReference<Steady> steady;
  private Optional<Verdict> last = Optional.empty();

  Jury(Means means, Diary diary) {
    this.means = means;
    this.diary = diary;
    reader = new ArmReader(means.metrics());
    memory = new Memory(means.metrics());
    until = means.clock().instant();
    steady = new AtomicReference<>(new Steady(0, false, until.plus(means.settle())));
  }

  /** A weight, with or without copies, and from when on what is counted belongs to it. */
  private record Steady(int weight, boolean mirrored, Instant since) {}

  /** From when on counts belong to a weight: until the last scrape has passed, they are mixed. */
  void weightIs(CanaryState state, Instant at) {
    steady.updateAndGet(
        known ->
            known.weight() == state.weight() && known.mirrored() == state.mirrored()
                ? known
                : new Steady(state.weight(), state.mirrored(), at.plus(means.settle())));
  }

  /** Looks at what is new, and says what all of it means. */
  synchronized Asker.Answer.Ruling rule(Rollout rollout, int share) {
    Witness judge = witness(rollout);
    Instant now = means.clock().instant();
    Instant from = latest(until, steady.get().since(), rollout.started());
    if (!from.isBefore(now)) {
      Verdict same = last.orElseGet(() -> judge.missed(now, now, share));
      return ruling(rollout, judge, same);
    }
    until = now;
    return ruling(rollout, judge, look(rollout, judge, share, from, now));
  }

  private static Instant latest(Instant a, Instant b, Instant c) {
    Instant later = a.isAfter(b) ? a : b;
    return later.isAfter(c) ? later : c;
  }

  private Verdict look(Rollout rollout, Witness judge, int share, Instant from, Instant now) {
    CanaryState state = rollout.state();
    List<ArmCounts> counts = new ArrayList<>();
    try {
      for (ArmMetric metric : judge.metrics()) {
        reader.between(metric, baseline(state), state.applied(), from, now).ifPresent(counts::add);
      }
    } catch (QueryException e) {
      return judge.missed(from, now, share);
    }
    return counts.size() < judge.metrics().size()
        ? judge.missed(from, now, share)
        : judge.add(new Interval(from, now, share, counts));
  }

  /** When something else went wrong than reading. */
  synchronized Asker.Answer.Ruling unread(Rollout rollout, int share) {
    Witness judge = witness(rollout);
    Instant now = means.clock().instant();
    return ruling(rollout, judge, judge.missed(now, now, share));
  }

  private Asker.Answer.Ruling ruling(Rollout rollout, Witness judge, Verdict verdict) {
    last = Optional.of(verdict);
    return new Asker.Answer.Ruling(rollout.started(), verdict, judge.seen());
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
    List<ArmMetric> metrics = metrics(rollout);
    Duration interval = rollout.paced().analysis().interval();
    List<History> histories =
        metrics.stream()
            .map(
                metric -> memory.of(metric, baseline(rollout.state()), rollout.started(), interval))
            .toList();
    Witness fresh =
        Witness.of(
            means.policy().withInterval(interval, means.policy().recent()), metrics, histories);
    last = Optional.empty();
    for (Interval kept : rollout.seen()) {
      last = Optional.of(fresh.add(fitting(kept, metrics.size())));
    }
    witness = fresh;
    of = rollout.started();
    return fresh;
  }

  /** A metric that was not judged before has no counts, one that is not any more is left out. */
  private static Interval fitting(Interval kept, int metrics) {
    List<ArmCounts> counts = new ArrayList<>(kept.counts());
    while (counts.size() < metrics) {
      counts.add(ArmCounts.NONE);
    }
    return new Interval(kept.from(), kept.to(), kept.weight(), counts.subList(0, metrics));
  }

  /** Errors always; latency when the canary names a limit for it. */
  private List<ArmMetric> metrics(Rollout rollout) {
    Canary canary = rollout.canary();
    List<ArmMetric> metrics = new ArrayList<>();
    metrics.add(ArmMetric.errors(canary.service()));
    Optional<Double> limit =
        canary.analysis().metrics().stream()
            .filter(metric -> metric.source() instanceof CanaryMetric.Source.RequestDuration)
            .map(metric -> metric.range().max())
            .filter(Double::isFinite)
            .findFirst();
    Optional<String> bound = limit.flatMap(most -> bound(canary, most));
    bound.ifPresent(le -> metrics.add(ArmMetric.slow(canary.service(), le)));
    if (limit.isPresent() && bound.isEmpty()) {
      diary.unjudged(rollout, "latency: no bucket up to %s ms is known".formatted(limit.get()));
    }
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
