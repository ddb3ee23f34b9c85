// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Place;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One SLO under watch. When a threshold lies between two buckets of its histogram it is counted
 * twice, by the lowest and by the highest number of good events that are possible: what both say is
 * known, and where they differ that is said.
 */
final class SloWatch {

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final Slo slo;
  private final Function<String, MetricQuery> sources;
  private final Increase increase;
  private final SloPolicy policy;
  private final SloSide asWritten;
  private List<BucketBounds> bounds = List.of();
  private List<SloSide> sides;
  private Instant resolved = Instant.MIN;

  /**
   * @throws RuntimeException when a query cannot be read
   */
  SloWatch(
      Slo slo,
      Frame frame,
      Function<String, MetricQuery> sources,
      Increase increase,
      SloPolicy policy) {
    this.slo = slo;
    this.sources = sources;
    this.increase = increase;
    this.policy = policy;
    asWritten = new SloSide(slo, frame, increase, policy);
    sides = List.of(asWritten);
  }

  Slo slo() {
    return slo;
  }

  List<String> queries() {
    return sides.getFirst().queries();
  }

  List<Place> places() {
    return sides.getFirst().places();
  }

  List<SloStatus> look(Frame frame) {
    resolve(frame);
    List<SloStatus> low = sides.getFirst().look(sources, frame);
    if (sides.size() == 1) {
      return low;
    }
    Map<Place, SloStatus> high = new HashMap<>();
    sides.getLast().look(sources, frame).forEach(status -> high.put(status.place(), status));
    return low.stream().map(one -> between(one, high.getOrDefault(one.place(), one))).toList();
  }

  /** Asks now and then which buckets there are: a new version of a service may have others. */
  private void resolve(Frame frame) {
    Instant at = frame.past().to();
    Duration again = policy.scaled(LOOK_AGAIN);
    if (!resolved.equals(Instant.MIN) && at.isBefore(resolved.plus(again))) {
      return;
    }
    resolved = at;
    List<BucketBounds> found = new ArrayList<>();
    if (slo.terms().isComposite()) {
      slo.terms().parts().forEach(part -> found.add(bounds(part.sli(), part.dataSource(), at)));
    } else {
      found.add(bounds(slo.sli(), slo.dataSource(), at));
    }
    if (found.equals(bounds)) {
      return;
    }
    bounds = found;
    Slo low = with(found.stream().map(BucketBounds::low).toList());
    SloSide lowest = low.equals(slo) ? asWritten : new SloSide(low, frame, increase, policy);
    sides =
        found.stream().allMatch(BucketBounds::isExact)
            ? List.of(lowest)
            : List.of(
                lowest,
                new SloSide(
                    with(found.stream().map(BucketBounds::high).toList()),
                    frame,
                    increase,
                    policy));
  }

  private BucketBounds bounds(Sli sli, String dataSource, Instant at) {
    Duration hour = policy.scaled(BurnRule.VIOLATED.longWindow());
    return BucketBounds.of(sources.apply(dataSource), sli, hour, at);
  }

  private Slo with(List<Sli> indicators) {
    if (!slo.terms().isComposite()) {
      return slo.withSli(indicators.getFirst());
    }
    List<Slo.Part> parts = new ArrayList<>();
    for (int i = 0; i < indicators.size(); i++) {
      Slo.Part part = slo.terms().parts().get(i);
      parts.add(
          new Slo.Part(
              part.displayName(),
              indicators.get(i),
              part.target(),
              part.budgeting(),
              part.weight(),
              part.dataSource()));
    }
    Slo.Terms terms = slo.terms();
    return slo.withTerms(new Slo.Terms(terms.window(), terms.budgeting(), parts));
  }

  private SloStatus between(SloStatus low, SloStatus high) {
    String why =
        String.join(
            "; ", bounds.stream().filter(b -> !b.isExact()).map(BucketBounds::why).toList());
    SloDetails.Bounds both =
        new SloDetails.Bounds(
            why,
            low.sli().orElse(Double.NaN),
            high.sli().orElse(Double.NaN),
            low.budget().remaining(),
            high.budget().remaining(),
            low.state(),
            high.state());
    boolean agree = low.state() == high.state();
    return low.with(
        agree ? low.state() : State.UNCERTAIN,
        agree
            ? low.problem()
            : "%s to %s of the budget left: %s."
                .formatted(
                    Words.percent(low.budget().remaining()),
                    Words.percent(high.budget().remaining()),
                    why),
        low.details().withBounds(both).withAlarms(between(low.details(), high.details())));
  }

  /** A policy about which the bounds differ is not proved. */
  private static List<Alarm> between(SloDetails low, SloDetails high) {
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < low.alarms().size(); i++) {
      Alarm one = low.alarms().get(i);
      boolean agree = i < high.alarms().size() && high.alarms().get(i).state() == one.state();
      alarms.add(agree ? one : new Alarm(one.policy(), one.burn(), Alarm.State.UNPROVED));
    }
    return alarms;
  }
}
