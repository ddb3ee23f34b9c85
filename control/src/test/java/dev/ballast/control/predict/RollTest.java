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
      roll.admits(resource("greedy", i), i);
    }
    assertThat(roll.refused()).isEqualTo(40);
    assertThat(roll.admits(new SeriesName(place("modest"), Signal.ERRORS, ""), 60)).isTrue();
    assertThat(roll.admits(resource("modest", 1), 60)).isTrue();
    assertThat(dropped).hasSize(2).allMatch(s -> s.place().equals(place("greedy")));
    assertThat(roll.of(place("greedy"))).hasSize(8);
  }

  @Test
  void theImportantOnesOfAPlaceTakeTheSeatsOfTheOthers() {
    for (int i = 0; i < 10; i++) {
      roll.admits(resource("greedy", i), i);
    }
    SeriesName errors = new SeriesName(place("greedy"), Signal.ERRORS, "");
    assertThat(roll.admits(errors, 60)).isTrue();
    assertThat(dropped).hasSize(1);
    assertThat(roll.of(place("greedy"))).contains(errors).hasSize(10);
  }

  @Test
  void whoWasSentAwayStaysAwayUntilASeatIsFree() {
    for (int i = 0; i < 11; i++) {
      roll.admits(resource("greedy", i), i);
    }
    roll.begin();
    for (int turn = 0; turn < 3; turn++) {
      assertThat(roll.admits(resource("greedy", 10), 60)).isFalse();
    }
    assertThat(dropped).isEmpty();
    roll.strike(resource("greedy", 3));
    assertThat(roll.admits(resource("greedy", 10), 60)).isTrue();
  }

  @Test
  void aFullTableOfPlacesWithOneSeatEachLosesNone() {
    for (int i = 0; i < 10; i++) {
      roll.admits(resource("p" + i, 0), 1);
    }
    SeriesName errors = new SeriesName(place("p3"), Signal.ERRORS, "");
    assertThat(roll.admits(errors, 2)).isTrue();
    assertThat(roll.of(place("p3"))).containsExactly(errors);
    assertThat(dropped).containsExactly(resource("p3", 0));
    roll.strike(errors);
    assertThat(roll.admits(resource("late", 0), 3)).isTrue();
    assertThat(roll.of(place("late"))).hasSize(1);
    assertThat(roll.admits(resource("later", 0), 3)).isFalse();
  }

  @Test
  void whatIsNotHeardOfLosesItsSeat() {
    roll.admits(resource("old", 0), 1);
    roll.admits(resource("young", 0), 5);
    roll.admits(resource("old", 1), 1);
    roll.admits(resource("old", 1), 6);
    roll.strikeUnheard(5);
    assertThat(dropped).containsExactly(resource("old", 0));
  }

  private static SeriesName resource(String service, int i) {
    return new SeriesName(place(service), Signal.RESOURCE, "cpu" + i);
  }

  private static Place place(String service) {
    return new Place(new ServiceName(service), "us-east");
  }
}
