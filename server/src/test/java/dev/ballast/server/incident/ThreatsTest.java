// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.Census;
import dev.ballast.control.predict.Explanation;
import dev.ballast.control.predict.SeriesName;
import dev.ballast.control.predict.Signal;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.control.predict.capacity.Advice;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Evidence;
import dev.ballast.control.predict.capacity.Fan;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Capacity;
import dev.ballast.model.CapacityName;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.stats.detect.stream.Channel.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreatsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Place FRONT = new Place(new ServiceName("front"), "east");
  private static final Place USERS = new Place(new ServiceName("user"), "");

  private static CapacitySnapshot journal(Urgency urgency, Outlook outlook) {
    Verdict verdict =
        new Verdict(
            "{cloud_region=\"east\"}",
            Map.of("cloud_region", "east", "volume", "data"),
            NOW,
            43,
            outlook,
            new Advice(urgency, NOW.minusSeconds(5), 0.9, 0.99, "full in 40 s", "", ""),
            new Evidence(
                "used",
                NOW.minusSeconds(60),
                NOW,
                Duration.ofSeconds(5),
                12,
                0,
                9,
                List.of(),
                List.of(),
                List.of(),
                "",
                ""),
            Fan.EMPTY);
    Capacity capacity =
        new Capacity(
            new CapacityName("journal"),
            new ServiceName("orders"),
            new Capacity.Measure("used", "", "MiB", Capacity.Peak.MAX),
            Capacity.Limit.of(64),
            Capacity.Timing.DEFAULT,
            Capacity.Response.DEFAULT);
    return new CapacitySnapshot(
        NOW, List.of(new CapacityReport(capacity, 1, NOW, List.of(verdict), 0)));
  }

  @Test
  void whatIsToBeActedOnIsAReadingWithItsForecastAsEvidence() {
    Outlook.InsufficientData any = new Outlook.InsufficientData("");
    Reading reading = Threats.capacities(journal(Urgency.ACT, any)).getFirst();

    assertThat(reading.place()).isEqualTo(new Place(new ServiceName("orders"), "east"));
    assertThat(reading.slo()).isEqualTo("capacity/journal data");
    assertThat(reading.sign()).isEqualTo(Sign.CAPACITY);
    assertThat(reading.isSick()).isTrue();
    assertThat(reading.evidence().getFirst().observed()).isEqualTo(43.0);
    assertThat(Threats.of(journal(Urgency.ACT, any)))
        .extracting(threat -> threat.name())
        .containsExactly("journal data");
  }

  @Test
  void whatHasTimeOrIsNotKnownIsNoThreatAndWhatIsFullIsWorse() {
    Outlook.InsufficientData any = new Outlook.InsufficientData("");

    assertThat(health(journal(Urgency.WATCH, any))).isEqualTo(Health.HEALTHY);
    assertThat(health(journal(Urgency.UNKNOWN, any))).isEqualTo(Health.UNKNOWN);
    assertThat(health(journal(Urgency.ACT_NOW, new Outlook.BreachedNow(NOW))))
        .isEqualTo(Health.UNHEALTHY);
    assertThat(Threats.of(journal(Urgency.WATCH, any))).isEmpty();
  }

  private static Health health(CapacitySnapshot snapshot) {
    return Threats.capacities(snapshot).getFirst().health();
  }

  private static WatchReport requests(double value, Anomaly.State state) {
    Explanation why =
        new Explanation(
            NOW.toEpochMilli(),
            value,
            7,
            3,
            11,
            Component.LEVEL,
            List.of(),
            NOW.minusSeconds(20).toEpochMilli(),
            9,
            8,
            0,
            "",
            "");
    return new WatchReport(
        NOW,
        List.of(
            new Anomaly(
                "a1",
                FRONT,
                NOW.minusSeconds(20),
                NOW,
                state,
                List.of(new Anomaly.Member(new SeriesName(FRONT, Signal.REQUESTS, ""), why, true)),
                List.of(),
                false,
                "")),
        Census.NONE,
        List.of());
  }

  private static Topology called(Place client, String type) {
    return called(client, type, 6.5);
  }

  /** The graph lags behind a surge: it still has about what was usual. */
  private static Topology called(Place client, String type, double rps) {
    return new Topology(
        List.of(
            new Edge(
                client,
                FRONT,
                type,
                Strength.HARD,
                false,
                new Edge.Traffic.Observed(rps, 0, 0.01, 0.02))),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Map.of(),
        NOW);
  }

  @Test
  void farMoreRequestsFromOutsideAreAReading() {
    Reading reading =
        Threats.surges(requests(22, new Anomaly.State.Open()), called(USERS, "virtual_node"))
            .getFirst();

    assertThat(reading.isSick()).isTrue();
    assertThat(reading.since()).isEqualTo(NOW.minusSeconds(20));
    assertThat(reading.text()).isEqualTo("22.0 requests/s from outside, usually 7.0");
  }

  @Test
  void requestsThatCallersTellOfComeFromThemAndFewerOrFormerOnesAreNoThreat() {
    Place orders = new Place(new ServiceName("orders"), "east");

    assertThat(Threats.surges(requests(22, new Anomaly.State.Open()), called(orders, "")))
        .isEmpty();
    assertThat(
            Threats.surges(requests(1, new Anomaly.State.Open()), Topology.EMPTY)
                .getFirst()
                .isSick())
        .isFalse();
    assertThat(
            Threats.surges(
                    requests(22, new Anomaly.State.Cleared(NOW, "usual again")), Topology.EMPTY)
                .getFirst()
                .health())
        .isEqualTo(Health.HEALTHY);
  }
}
