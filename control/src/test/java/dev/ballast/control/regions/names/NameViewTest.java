// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.failover.Phase;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.Glance;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.sight.SightPolicy;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameViewTest {

  private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");
  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final RegionPolicy POLICY = RegionPolicy.of("shop", List.of(EAST, WEST), "office");

  private final FailoverState watching = FailoverState.start(EAST);

  private static Situation seen(Instant at, RegionState east) {
    Map<RegionName, Sight> sights = new LinkedHashMap<>();
    sights.put(EAST, sight(EAST, at, east));
    sights.put(WEST, sight(WEST, at, RegionState.HEALTHY));
    return new Situation(
        at, sights, List.of(), List.of(), List.of(), Set.of(), Set.of(), Instant.MIN, Set.of(), -1);
  }

  private static Sight sight(RegionName region, Instant at, RegionState state) {
    return new Sight(
        Glance.of(region, List.of(), SightPolicy.of(POLICY.bounds()), at),
        state,
        at,
        Instant.MAX,
        0,
        List.of(),
        false);
  }

  @Test
  void whatIsNotSeenNowStaysAsItWasAndSaysSo() {
    NameView view =
        NameView.first(POLICY, watching, START)
            .next(POLICY, watching, seen(START.plusSeconds(1), RegionState.DOWN))
            .next(POLICY, watching, seen(START.plusSeconds(2), RegionState.UNKNOWN));

    assertThat(view.of(EAST)).isEqualTo(new Standing(EAST, RegionState.DOWN, true, 100));
    assertThat(view.of(WEST)).isEqualTo(new Standing(WEST, RegionState.HEALTHY, false, 100));
  }

  @Test
  void beforeTheFirstLookWhatWasDecidedHolds() {
    FailoverState out =
        new FailoverState(
            watching.tenure(), new Phase.Out(EAST, true, START, "failover"), START, "");

    NameView view = NameView.first(POLICY, out, START);

    assertThat(view.of(EAST).isOut()).isTrue();
    assertThat(view.of(WEST)).isEqualTo(new Standing(WEST, RegionState.UNKNOWN, false, 100));
    assertThat(view.isOld(START)).isTrue();
  }

  @Test
  void anOldLookIsSaidToBeOld() {
    NameView view =
        NameView.first(POLICY, watching, START)
            .next(POLICY, watching, seen(START, RegionState.HEALTHY));

    assertThat(view.isOld(START.plusSeconds(15))).isFalse();
    assertThat(view.isOld(START.plusSeconds(16))).isTrue();
  }

  @Test
  void itChangesWhenAnAnswerDoes() {
    NameView view =
        NameView.first(POLICY, watching, START)
            .next(POLICY, watching, seen(START.plusSeconds(1), RegionState.HEALTHY));
    Instant changed = view.changed();

    NameView same = view.next(POLICY, watching, seen(START.plusSeconds(2), RegionState.HEALTHY));
    NameView other = same.next(POLICY, watching, seen(START.plusSeconds(3), RegionState.DOWN));

    assertThat(same.changed()).isEqualTo(changed);
    assertThat(other.changed()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void aStageLeavesItsShareAtHome() {
    List<Integer> stages = List.of(5, 25, 50, 100);
    Wish drain = Wish.of(Wish.Kind.DRAIN, EAST, "ann");
    Wish restore = Wish.of(Wish.Kind.RESTORE, EAST, "ann");

    assertThat(watching.stays(EAST, stages)).isEqualTo(100);
    assertThat(shifting(drain, 1).stays(EAST, stages)).isEqualTo(75);
    assertThat(shifting(restore, 1).stays(EAST, stages)).isEqualTo(25);
    assertThat(shifting(drain, 1).stays(WEST, stages)).isEqualTo(100);
    assertThat(shifting(drain, 3).stays(EAST, stages)).isZero();
  }

  private FailoverState shifting(Wish wish, int stage) {
    return new FailoverState(watching.tenure(), new Phase.Shifting(wish, stage, START), START, "");
  }
}
