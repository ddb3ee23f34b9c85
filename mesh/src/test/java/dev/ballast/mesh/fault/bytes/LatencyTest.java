// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.Property;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatencyTest {

  private static Latency latency(long millis, long jitter) {
    return new Latency(Duration.ofMillis(millis), Duration.ofMillis(jitter));
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void bytesArriveAfterTheDelayAndNotBefore(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(latency(100, 0));
    rig.send("hello");
    rig.advance(Duration.ofMillis(100).minusNanos(1));
    assertThat(rig.arrived()).isEmpty();
    rig.advance(Duration.ofNanos(1));
    assertThat(rig.arrived()).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void chunksAreDelayedFromTheirOwnArrivalSoThroughputStays(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(latency(100, 0));
    rig.send("a");
    rig.advanceMillis(60);
    rig.send("b");
    rig.advanceMillis(40);
    assertThat(rig.arrived()).isEqualTo("a");
    rig.advanceMillis(60);
    assertThat(rig.arrived()).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void removingItMidwayLetsEverythingGoAtOnceAndInOrder(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(latency(100, 50));
    rig.send("one ");
    rig.advanceMillis(10);
    rig.send("two ");
    rig.send("three");
    rig.finish();
    assertThat(rig.arrived()).isEmpty();
    rig.remove();
    assertThat(rig.arrived()).isEqualTo("one two three");
    assertThat(rig.finished()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theEndDoesNotOvertakeTheBytes(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(latency(100, 0));
    rig.send("last words");
    rig.finish();
    rig.advanceMillis(99);
    assertThat(rig.finished()).isFalse();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEqualTo("last words");
    assertThat(rig.finished()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aChangeMidwayFreesWhatWaitsAndDelaysWhatComes(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(latency(1000, 0));
    rig.send("old ");
    rig.put(latency(10, 0));
    assertThat(rig.arrived()).isEqualTo("old ");
    rig.send("new");
    rig.advanceMillis(9);
    assertThat(rig.arrived()).isEmpty();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEqualTo("new");
  }

  @Test
  void jitterStaysWithinItsBoundsAndNeverReorders() {
    Property.forAll(
        11,
        50,
        random -> random.nextInt(1, 60),
        chunks -> {
          Rig rig = Rig.on(Direction.DOWNSTREAM);
          rig.put(latency(50, 40));
          StringBuilder sent = new StringBuilder();
          StringBuilder got = new StringBuilder();
          for (int i = 0; i < chunks; i++) {
            rig.send("<" + i + ">");
            sent.append('<').append(i).append('>');
            rig.advanceMillis(9);
            got.append(rig.arrived());
          }
          assertThat(sent.toString()).startsWith(got);
          rig.advanceMillis(90);
          assertThat(got.append(rig.arrived()).toString()).isEqualTo(sent.toString());
        });
  }

  @Test
  void jitterSpreadsEvenlyAroundTheDelay() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(latency(100, 50));
    double sum = 0;
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      rig.send("x");
      int waited = 0;
      while (rig.arrived().isEmpty()) {
        rig.advanceMillis(1);
        waited++;
      }
      assertThat(waited).isBetween(50, 151);
      sum += waited;
    }
    assertThat(sum / rounds).isBetween(97.0, 104.0);
  }

  @Test
  void aJitterLargerThanTheDelayNeverSendsBytesBackInTime() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(latency(1, 100));
    for (int i = 0; i < 100; i++) {
      rig.send("x");
    }
    rig.advanceMillis(101);
    assertThat(rig.arrived()).hasSize(100);
  }

  @Test
  void refusesTimesThatMakeNoSense() {
    assertThatThrownBy(() -> latency(-1, 0)).hasMessageStartingWith("delay: PT-0.001S (expected:");
    assertThatThrownBy(() -> latency(0, 100_000_000_000L)).hasMessageStartingWith("jitter: ");
  }
}
