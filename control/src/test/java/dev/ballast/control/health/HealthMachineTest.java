// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One evaluation a minute. H, D, U, ? are levels, h is healthy without settling, - is no event. */
final class HealthMachineTest {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final HealthMachine machine = new HealthMachine(HealthPolicy.DEFAULT);

  @Test
  void entersAfterTwoEvaluationsInARow() {
    assertThat(play("H")).isEqualTo("?");
    assertThat(play("HH")).isEqualTo("?H");
    assertThat(play("HHHHHHHDHDHDH")).endsWith("HHHHHH");
    assertThat(play("HHHHHHHDD")).endsWith("HD");
  }

  @Test
  void leavesAfterFiveCleanMinutes() {
    assertThat(play("HHHHHHHDDHHHHH")).endsWith("DDDDDH");
    assertThat(play("HHHHHHHDDHHHHDHHHHH"))
        .as("one bad minute starts anew")
        .endsWith("DDDDDDDDDDH");
  }

  @Test
  void leavesToTheWorstThatTheCleanMinutesShowed() {
    assertThat(play("HHHHHHHUUDHHHHHHHHH")).endsWith("UUUUUDDDDDH");
  }

  @Test
  void restsFiveMinutesBetweenChangesButNeverBeforeTheWorst() {
    assertThat(play("HHDDDDDDD")).isEqualTo("?HHHHHDDD");
    assertThat(play("HHUU")).isEqualTo("?HHU");
    assertThat(play("HHHHHHHDDUU")).endsWith("DDU");
  }

  @Test
  void takesTheMilderOfTwoBadOnes() {
    assertThat(play("HHHHHHHUD")).endsWith("HD");
  }

  @Test
  void doesNotCountMinutesWithoutEventsAsClean() {
    assertThat(play("HHHHHHHDDHH------HHH")).endsWith("DDDDDDDDDDDH");
    assertThat(play("HHHHHHHDD----------")).endsWith("DDDD");
  }

  @Test
  void doesNotRecoverByBeingUnknown() {
    assertThat(play("HHHHHHHDDDDDDD??HHHHHHH")).endsWith("D?????HHH");
  }

  @Test
  void needsEnoughEventsToBeKnownFirst() {
    assertThat(play("hhhhhh")).isEqualTo("??????");
    assertThat(play("hhHH")).isEqualTo("??HH");
    assertThat(play("HHhhh")).isEqualTo("?HHHH");
  }

  @Test
  void isStableUnderRepeatedInputAndRestsBetweenChanges() {
    long seed = 20260304;
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        script.append("HHHD?-U".charAt(random.nextInt(7)));
      }
      String states = play(script.toString());
      int lastChange = -100;
      boolean first = true;
      for (int i = 1; i < states.length(); i++) {
        if (states.charAt(i) != states.charAt(i - 1)) {
          boolean worst = states.charAt(i) == 'U';
          assertThat(first || worst || i - lastChange >= 5)
              .as("seed %d, run %d: %s at %d", seed, run, states, i)
              .isTrue();
          first = false;
          lastChange = i;
        }
      }
    }
  }

  private String play(String script) {
    Condition condition = Condition.unknown(START);
    List<String> states = new ArrayList<>();
    for (int i = 0; i < script.length(); i++) {
      condition =
          machine.step(
              condition, observation(script.charAt(i)), START.plus(Duration.ofMinutes(i + 1L)));
      states.add(symbol(condition.health()));
    }
    return String.join("", states);
  }

  private static Observation observation(char level) {
    return switch (level) {
      case 'H' -> new Observation.Met(false, true);
      case 'h' -> new Observation.Met(false, false);
      case '-' -> new Observation.Met(true, true);
      case 'D' -> new Observation.Burning(Health.DEGRADED, Burns.NONE, true);
      case 'U' -> new Observation.Spent();
      default -> new Observation.Unknown();
    };
  }

  private static String symbol(Health health) {
    return switch (health) {
      case UNKNOWN -> "?";
      case HEALTHY -> "H";
      case DEGRADED -> "D";
      case UNHEALTHY -> "U";
    };
  }
}
