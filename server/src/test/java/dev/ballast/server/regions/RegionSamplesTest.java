// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.probe.OutageBook;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.telemetry.ingest.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegionSamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final RegionName SOUTH = new RegionName("ap-south");

  private static Replica replica(RegionName from, RegionName to, long millis) {
    return new Replica("database", from, to, Duration.ofMillis(millis), 0, NOW);
  }

  private static List<String> samples(
      List<Replica> replicas, Map<RegionName, List<OutageBook.Outage>> outages) {
    RegionPolicy policy = RegionPolicy.of("shop", List.of(EAST, WEST, SOUTH), "office");
    Situation now =
        new Situation(
            NOW,
            Map.of(),
            List.of(),
            replicas,
            List.of(),
            Set.of(),
            Set.of(),
            Instant.MIN,
            Set.of(),
            -1);
    List<String> samples = new ArrayList<>();
    RegionSamples.append(
        new RegionWatch.View(
            policy,
            FailoverState.start(EAST),
            now,
            List.of(new RegionWatch.StoreView("database", EAST, 1, 1, 1, 0, List.of(), -1)),
            outages),
        batch -> {
          for (int i = 0; i < batch.size(); i++) {
            samples.add(batch.labels(i) + " " + batch.value(i));
          }
          return Appended.all(batch.size());
        });
    return samples;
  }

  @Test
  void aLossWouldTakeWhatTheBestFollowerLacks() {
    assertThat(
            samples(
                List.of(
                    replica(EAST, WEST, 1_500),
                    replica(EAST, SOUTH, 400),
                    replica(WEST, SOUTH, 10)),
                Map.of()))
        .filteredOn(s -> s.contains("rpo_seconds"))
        .singleElement()
        .asString()
        .endsWith(" 0.4");
  }

  @Test
  void theLastOutageIsTheRtoThatWasReached() {
    List<String> samples =
        samples(
            List.of(),
            Map.of(
                EAST,
                List.of(
                    new OutageBook.Outage(NOW.minusSeconds(900), NOW.minusSeconds(800)),
                    new OutageBook.Outage(NOW.minusSeconds(20), NOW.minusSeconds(8))),
                WEST,
                List.of()));

    assertThat(samples)
        .filteredOn(s -> s.contains("rto_seconds"))
        .singleElement()
        .asString()
        .contains("us-east")
        .endsWith(" 12.0");
    assertThat(samples).as("not measured").noneMatch(s -> s.contains("rpo_seconds"));
    assertThat(samples).filteredOn(s -> s.contains("promised")).hasSize(2);
  }
}
