// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.mesh.Balancing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BalancerTest {

  private static final long SEED = 42;

  private static final class Server implements Candidate {
    private final String id;
    private int active;
    private double cost;

    Server(String id) {
      this.id = id;
    }

    @Override
    public int active() {
      return active;
    }

    @Override
    public double cost(long now) {
      return cost;
    }

    @Override
    public String id() {
      return id;
    }
  }

  private static List<Server> servers(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Server("10.0.0." + i + ":80")).toList();
  }

  private static Balancer balancer(Balancing.Policy policy) {
    return Balancer.of(new Balancing(policy, ""), new SplittableRandom(SEED));
  }

  @Test
  void roundRobinTakesEachInTurn() {
    List<Server> all = servers(3);
    Balancer balancer = balancer(Balancing.Policy.ROUND_ROBIN);
    List<String> six =
        IntStream.range(0, 6).mapToObj(_ -> balancer.choose(all, 0, 0).id()).toList();
    assertThat(six.subList(0, 3)).isEqualTo(six.subList(3, 6)).doesNotHaveDuplicates();
  }

  @Test
  void leastRequestKeepsTheFullestWithinLogLogOfTheAverage() {
    List<Server> all = servers(100);
    Balancer balancer = balancer(Balancing.Policy.LEAST_REQUEST);
    for (int i = 0; i < 10_000; i++) {
      balancer.choose(all, 0, 0).active++;
    }
    int fullest = all.stream().mapToInt(Server::active).max().orElseThrow();
    assertThat(fullest).as("seed " + SEED).isLessThanOrEqualTo(100 + 4);
  }

  @Test
  void peakEwmaAvoidsTheSlowOne() {
    List<Server> all = servers(2);
    all.getFirst().cost = 10;
    Balancer balancer = balancer(Balancing.Policy.PEAK_EWMA);
    assertThat(IntStream.range(0, 20).mapToObj(_ -> balancer.choose(all, 0, 0)))
        .containsOnly(all.getLast());
  }

  @Test
  void ringHashKeepsARequestAndMovesOnlyThoseOfAnEndpointThatIsGone() {
    List<Server> all = servers(10);
    Balancer balancer = balancer(Balancing.Policy.RING_HASH);
    Map<Integer, Server> before = new HashMap<>();
    Map<Server, Integer> shares = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      Server chosen = balancer.choose(all, Hashes.of("user-" + i), 0);
      before.put(i, chosen);
      shares.merge(chosen, 1, Integer::sum);
    }
    assertThat(shares.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000, within(350)));
    List<Server> fewer = all.subList(0, 9);
    for (int i = 0; i < 10_000; i++) {
      Server chosen = balancer.choose(fewer, Hashes.of("user-" + i), 0);
      if (before.get(i) != all.getLast()) {
        assertThat(chosen).isEqualTo(before.get(i));
      }
    }
  }

  @Test
  void peakEwmaRisesAtOnceAndFallsSlowly() {
    PeakEwma average = new PeakEwma(10e9);
    average.observe(0, 1_000_000);
    average.observe(0, 100_000_000);
    assertThat(average.cost(0, 0)).isEqualTo(100e6);
    average.observe(10_000_000_000L, 1_000_000);
    double expected = 100e6 * Math.exp(-1) + 1e6 * (1 - Math.exp(-1));
    assertThat(average.cost(10_000_000_000L, 1)).isCloseTo(2 * expected, within(1.0));
  }
}
