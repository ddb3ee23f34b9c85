// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.failover.Phase;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StateDocumentTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

  static java.util.stream.Stream<Phase> phases() {
    Wish wish =
        Wish.of(Wish.Kind.FAILOVER, EAST, "ann")
            .losing(12)
            .breaking(new Wish.Glass("ann", "the hall burns"));
    return java.util.stream.Stream.of(
        new Phase.Watching(),
        new Phase.Fencing(wish, WEST, 2, true, Set.of("database"), AT, AT.plusSeconds(2)),
        new Phase.Promoting(wish, WEST, 2, Set.of("database"), AT, AT),
        new Phase.Shifting(Wish.of(Wish.Kind.RESTORE, EAST, "ann"), 2, AT),
        new Phase.Out(EAST, true, AT, "failover"));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void whatIsWrittenDownIsReadAgain(Phase phase) {
    FailoverState state = new FailoverState(new Tenure(2, WEST), phase, AT, "");
    assertThat(StateDocument.read(StateDocument.text(state))).isEqualTo(state);
    FailoverState never = new FailoverState(new Tenure(1, EAST), phase, Instant.MIN, "");
    assertThat(StateDocument.read(StateDocument.text(never))).isEqualTo(never);
  }
}
