// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.SteerSpec;
import dev.ballast.model.SteerTarget;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoadsTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");

  @TempDir Path dir;

  private final FakeClock clock = FakeClock.atStart();
  private final List<String> turned = Collections.synchronizedList(new ArrayList<>());
  private String answer = "";

  private static SteerSpec spec(SteerTarget target) {
    return new SteerSpec(target, Map.of(), EAST, SteerSpec.Of.USERS);
  }

  private static SteerSpec route(String name) {
    return spec(new SteerTarget.Place(name, "", "", ""));
  }

  private static RegionPolicy policy(SteerSpec... steering) {
    return RegionPolicy.of("shop", List.of(EAST, WEST), "office").withSteering(List.of(steering));
  }

  private Roads roads(SteerSpec... steering) {
    return new Roads(
        policy(steering),
        (road, order, wanted) -> {
          turned.add(road.target().text() + " " + order.percent().get(EAST));
          return answer;
        },
        clock);
  }

  @Test
  void turnsEveryRoadToWhatIsWantedThen() {
    Roads roads = roads(route("httproute/shop/a"), route("haproxy/b"));
    roads.want(_ -> true, Map.of(EAST, 75, WEST, 25), 1);
    roads.want(_ -> true, Map.of(EAST, 0, WEST, 100), 1);

    roads.turn(_ -> true);

    assertThat(turned).containsExactlyInAnyOrder("httproute/shop/a 0", "haproxy/b 0");
    assertThat(roads.views()).allMatch(view -> view.asked() && view.problem().isEmpty());
  }

  @Test
  void leavesAloneWhatNobodyWantsTurned() {
    Roads roads = roads(route("haproxy/b"));

    roads.turn(_ -> true);

    assertThat(turned).isEmpty();
    assertThat(roads.views()).noneMatch(Roads.View::asked);
  }

  @Test
  void triesAgainWhatDidNotTakeIt() {
    Roads roads = roads(route("haproxy/b"));
    answer = "nobody there";
    roads.want(_ -> true, Map.of(EAST, 0, WEST, 100), 1);
    roads.turn(_ -> true);

    assertThat(roads.views().getFirst().problem()).isEqualTo("nobody there");
    assertThat(roads.isBehind()).as("not at once").isFalse();
    clock.advance(Duration.ofSeconds(11));
    assertThat(roads.isBehind()).isTrue();
    answer = "";
    roads.again();

    assertThat(turned).hasSize(2);
    assertThat(roads.views().getFirst().problem()).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(roads.isBehind()).isFalse();
  }

  @Test
  void aRoadThatBreaksKeepsNoOtherFromBeingTurned() {
    Roads roads =
        new Roads(
            policy(route("haproxy/a"), route("haproxy/b")),
            (road, order, wanted) -> {
              if (road.target().text().endsWith("a")) {
                throw new IllegalStateException("a bug");
              }
              return "";
            },
            clock);
    roads.want(_ -> true, Map.of(EAST, 0, WEST, 100), 1);

    roads.turn(_ -> true);

    assertThat(roads.views())
        .extracting(Roads.View::problem)
        .containsExactly("failed: IllegalStateException", "");
  }

  @Test
  void aHookHearsOfTheFirstAndTheLastUserOnly() throws Exception {
    Path told = dir.resolve("told");
    Path program =
        Files.writeString(
            dir.resolve("hook"),
            "#!/bin/sh\necho $BALLAST_REGION $BALLAST_ACTION $BALLAST_EPOCH >> " + told + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    SteerSpec hook =
        spec(new SteerTarget.Hook("", List.of(program.toString()), Duration.ofSeconds(5)));
    try (RouteHand hand = new RouteHand("shop")) {
      Roads roads = new Roads(policy(hook), hand, clock);
      for (int stays : new int[] {75, 0, 25, 100}) {
        roads.want(_ -> true, Map.of(EAST, stays, WEST, 100 - stays), 3);
        roads.turn(_ -> true);
      }
      assertThat(roads.views().getFirst().problem()).isEmpty();
    }

    assertThat(Files.readAllLines(told))
        .containsExactly("us-east withdraw 3", "us-east announce 3");
  }

  @Test
  void saysWhereItCouldNotTurn() throws Exception {
    try (RouteHand hand = new RouteHand("shop")) {
      SteerSpec absent =
          spec(
              new SteerTarget.Place("haproxy/entrance", "", "", dir.resolve("no.sock").toString()));
      Roads roads = new Roads(policy(absent), hand, clock);
      roads.want(_ -> true, Map.of(EAST, 0, WEST, 100), 3);

      roads.turn(_ -> true);

      assertThat(roads.views().getFirst().problem()).contains("HAProxy backend entrance");
    }
  }
}
