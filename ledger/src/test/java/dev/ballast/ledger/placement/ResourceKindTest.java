// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.merge.Lattice;
import dev.ballast.ledger.placement.ResourceKind.Risk;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResourceKindTest {

  @ParameterizedTest
  @EnumSource
  void whatRaisesRiskNeedsAQuorumAndWhatLowersItNeedsNobody(ResourceKind kind) {
    switch (kind.risk()) {
      case RAISES -> assertThat(kind.placement()).isInstanceOf(Placement.Consistent.class);
      case LOWERS, NEITHER -> assertThat(kind.placement()).isInstanceOf(Placement.Available.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindSaysWhyAndWhatHappensAlone(ResourceKind kind) {
    assertThat(kind.reason()).isNotBlank();
    assertThat(kind.alone()).isNotBlank();
  }

  @Test
  void whatMergesDoesSoByALatticeWhoseLawsAreTested() {
    List<Class<?>> lawful = List.of(Lattice.class.getPermittedSubclasses());
    assertThat(
            Stream.of(ResourceKind.values())
                .map(ResourceKind::placement)
                .flatMap(
                    p ->
                        p instanceof Placement.Available a
                            ? Stream.of(a.lattice())
                            : Stream.empty())
                .toList())
        .isNotEmpty()
        .allMatch(lawful::contains);
  }

  @Test
  void bothSidesOfTheRuleAreThere() {
    assertThat(Stream.of(ResourceKind.values()).map(ResourceKind::risk).distinct())
        .contains(Risk.RAISES, Risk.LOWERS);
  }
}
