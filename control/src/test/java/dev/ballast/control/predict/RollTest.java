// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RollTest {

  private final List<SeriesName> dropped = new ArrayList<>();
  private final Roll roll = new Roll(10, dropped::add);

  @Test
  void aPlaceWithEndlessSeriesLeavesRoomForTheOthers() {
    for (int i = 0; i < 50; i++) {
      roll.admits(resource("greedy", i));
    }
    assertThat(roll.refused()).isEqualTo(40);
    assertThat(roll.admits(new SeriesName(place("modest"), Signal.ERRORS, ""))).isTrue();
    assertThat(roll.admits(resource("modest", 1))).isTrue();
    assertThat(dropped).hasSize(2).allMatch(s -> s.place().equals(place("greedy")));
    assertThat(roll.of(place("greedy"))).hasSize(8);
  }

  @Test
  void theImportantOnesOfAPlaceTakeTheSeatsOfTheOthers() {
    for (int i = 0; i < 10; i++) {
      roll.admits(resource("greedy", i));
    }
    SeriesName errors = new SeriesName(place("greedy"), Signal.ERRORS, "");
    assertThat(roll.admits(errors)).isTrue();
    assertThat(dropped).hasSize(1);
    assertThat(roll.of(place("greedy"))).contains(errors).hasSize(10);
  }

  @Test
  void whoWasSentAwayStaysAwayUntilASeatIsFree() {
    for (int i = 0; i < 11; i++) {
      roll.admits(resource("greedy", i));
    }
    roll.begin();
    for (int turn = 0; turn < 3; turn++) {
      assertThat(roll.admits(resource("greedy", 10))).isFalse();
    }
    assertThat(dropped).isEmpty();
    roll.strike(resource("greedy", 3));
    assertThat(roll.admits(resource("greedy", 10))).isTrue();
  }

  private static SeriesName resource(String service, int i) {
    return new SeriesName(place(service), Signal.RESOURCE, "cpu" + i);
  }

  private static Place place(String service) {
    return new Place(new ServiceName(service), "us-east");
  }
}
