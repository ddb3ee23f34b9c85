// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {

  @Test
  void thingsHappenInTheOrderOfTimeAndTheSameForTheSameSeed() {
    List<String> first = run(7);
    assertThat(first).isEqualTo(run(7)).isNotEqualTo(run(8)).isNotEmpty();
  }

  private static List<String> run(long seed) {
    Simulation simulation = new Simulation(seed);
    SimNetwork network = new SimNetwork(simulation, 20, 0.2, 0.2);
    List<String> happened = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int number = i;
      network.send(0, 1, () -> happened.add(simulation.now() + ": " + number));
    }
    simulation.runUntil(1_000);
    assertThat(happened.size()).isNotEqualTo(30);
    assertThat(happened.stream().map(s -> Long.parseLong(s.split(":", 2)[0]))).isSorted();
    return happened;
  }

  @Test
  void aCutIsOneWayAndSwallowsWhatIsOnItsWay() {
    Simulation simulation = new Simulation(1);
    SimNetwork network = new SimNetwork(simulation, 5, 0, 0);
    List<String> arrived = new ArrayList<>();
    network.send(0, 1, () -> arrived.add("lost"));
    network.cut(0, 1);
    network.send(1, 0, () -> arrived.add("back"));
    simulation.runUntil(100);
    network.mend(0, 1);
    network.send(0, 1, () -> arrived.add("again"));
    simulation.runUntil(200);
    assertThat(arrived).containsExactly("back", "again");
  }

  @Test
  void aDiskKeepsWhatWasSyncedAndPerhapsMore() {
    boolean more = false;
    boolean less = false;
    for (int seed = 0; seed < 20; seed++) {
      SimDisk<String> disk = new SimDisk<>(new SplittableRandom(seed), false);
      disk.write(Map.of("a", "1"));
      disk.sync();
      disk.write(Map.of("b", "2"));
      disk.crash();
      assertThat(disk.contents()).containsEntry("a", "1");
      more |= disk.contents().containsKey("b");
      less |= !disk.contents().containsKey("b");
    }
    assertThat(more && less).isTrue();
    boolean lost = false;
    for (int seed = 0; seed < 20; seed++) {
      SimDisk<String> lying = new SimDisk<>(new SplittableRandom(seed), true);
      lying.write(Map.of("a", "1"));
      lying.sync();
      lying.crash();
      lost |= lying.contents().isEmpty();
    }
    assertThat(lost).isTrue();
  }

  @Test
  void clocksAreWrongAsTold() {
    Simulation simulation = new Simulation(1);
    SimClock fast = new SimClock(simulation, 1.5);
    fast.skew(-100);
    simulation.runUntil(1_000);
    assertThat(fast.monotonic()).isEqualTo(1_500);
    assertThat(fast.instant()).isEqualTo("2026-01-01T00:00:01.400Z");
  }

  @Test
  void aScriptThatFailsIsMadeShortAndItsSeedIsTold() {
    List<Integer> script = IntStream.range(0, 100).boxed().toList();
    assertThatThrownBy(
            () ->
                Scripts.forSeeds(
                    5,
                    10,
                    random -> script,
                    (seed, steps) -> {
                      if (seed >= 7 && steps.contains(13) && steps.contains(77)) {
                        throw new AssertionError("13 and 77 together");
                      }
                    }))
        .hasMessage(
            "run 3 of 10 failed; repeat with -Dseed=7%n100 steps, of which 2 are enough:%n  13%n  77%n13 and 77 together"
                .formatted());
  }
}
