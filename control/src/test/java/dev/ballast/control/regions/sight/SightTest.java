// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.model.Bounds;
import dev.ballast.model.RegionName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SightTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final Vantage OUTSIDE = new Vantage("control", "witness");
  private static final Vantage WEST = new Vantage("probe", "eu-west");
  private static final Vantage INSIDE = new Vantage("itself", "us-east");
  private static final SightPolicy POLICY = SightPolicy.of(Bounds.DEFAULT);

  private final FakeClock clock = FakeClock.atStart();
  private final List<Sighting> seen = new ArrayList<>();

  private void look(Vantage from, Aspect aspect, Outcome outcome) {
    seen.add(new Sighting(from, EAST, aspect, outcome, clock.instant(), aspect + " " + outcome));
  }

  private void lookFromBoth(Outcome outcome) {
    look(OUTSIDE, Aspect.USERS, outcome);
    look(WEST, Aspect.USERS, outcome);
  }

  private Glance glance() {
    return Glance.of(EAST, seen, POLICY, clock.instant());
  }

  @Test
  void nothingSeenIsUnknown() {
    assertThat(glance().state()).isEqualTo(RegionState.UNKNOWN);
    assertThat(glance().text()).contains("too few to tell");
  }

  @Test
  void onePlaceIsEnoughToBeWellAndTooFewToBeLost() {
    look(OUTSIDE, Aspect.USERS, Outcome.ANSWERS);
    assertThat(glance().state()).isEqualTo(RegionState.HEALTHY);
    seen.clear();
    look(OUTSIDE, Aspect.USERS, Outcome.SILENT);
    assertThat(glance().state()).isEqualTo(RegionState.UNKNOWN);
  }

  @Test
  void twoProbesInOnePlaceAreOnePlace() {
    look(OUTSIDE, Aspect.USERS, Outcome.SILENT);
    look(new Vantage("another", "witness"), Aspect.USERS, Outcome.SILENT);
    assertThat(glance().state()).isEqualTo(RegionState.UNKNOWN);
  }

  @Test
  void silentFromTwoPlacesIsDown() {
    look(OUTSIDE, Aspect.USERS, Outcome.SILENT);
    look(WEST, Aspect.STORE, Outcome.SILENT);
    assertThat(glance().state()).isEqualTo(RegionState.DOWN);
  }

  @Test
  void oneAnswerOfAnythingIsASignOfLife() {
    look(OUTSIDE, Aspect.USERS, Outcome.SILENT);
    look(OUTSIDE, Aspect.CONTROL, Outcome.ANSWERS);
    look(WEST, Aspect.STORE, Outcome.SILENT);
    assertThat(glance().state()).isEqualTo(RegionState.DEGRADED);
    assertThat(glance().text()).contains("silent from eu-west, seen from witness");
  }

  @Test
  void whatSpeaksButIsNotReachedIsIsolated() {
    lookFromBoth(Outcome.SILENT);
    look(INSIDE, Aspect.REPORT, Outcome.ANSWERS);
    assertThat(glance().state()).isEqualTo(RegionState.ISOLATED);
  }

  @Test
  void badAnswersAreDegraded() {
    look(OUTSIDE, Aspect.USERS, Outcome.POORLY);
    look(WEST, Aspect.USERS, Outcome.ANSWERS);
    assertThat(glance().state()).isEqualTo(RegionState.DEGRADED);
  }

  @Test
  void whatIsOldIsNoEvidence() {
    lookFromBoth(Outcome.SILENT);
    clock.advance(Duration.ofSeconds(6));
    assertThat(glance().state()).isEqualTo(RegionState.UNKNOWN);
  }

  private Sight after(Sight before, boolean silent, int seconds) {
    Sight sight = before;
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      lookFromBoth(silent ? Outcome.SILENT : Outcome.ANSWERS);
      sight = sight.next(glance(), POLICY);
    }
    return sight;
  }

  @Test
  void aLossTakesFiveSecondsToBeOne() {
    Sight sight = after(Sight.first(glance(), POLICY), false, 2);
    assertThat(sight.state()).isEqualTo(RegionState.HEALTHY);
    sight = after(sight, true, 5);
    assertThat(sight.state()).isEqualTo(RegionState.DEGRADED);
    assertThat(sight.text()).contains("for 4.0 s, not yet confirmed");
    sight = after(sight, true, 1);
    assertThat(sight.state()).isEqualTo(RegionState.DOWN);
  }

  @Test
  void aFlappingLinkHasToBeSilentThreeTimesAsLong() {
    Sight sight = after(Sight.first(glance(), POLICY), false, 1);
    for (int i = 0; i < 3; i++) {
      sight = after(sight, true, 2);
      sight = after(sight, false, 1);
    }
    assertThat(sight.flapping()).isTrue();
    sight = after(sight, true, 15);
    assertThat(sight.state()).isEqualTo(RegionState.DEGRADED);
    sight = after(sight, true, 1);
    assertThat(sight.state()).isEqualTo(RegionState.DOWN);
  }

  @Test
  void aClockThatJumpsConfirmsNothing() {
    Sight sight = after(Sight.first(glance(), POLICY), true, 1);
    clock.advance(Duration.ofHours(1));
    lookFromBoth(Outcome.SILENT);
    sight = sight.next(glance(), POLICY);
    assertThat(sight.state()).isEqualTo(RegionState.DEGRADED);
  }
}
