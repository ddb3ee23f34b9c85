// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.engine.EnginePolicy;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.control.incident.engine.IncidentEngine;
import dev.ballast.control.incident.engine.Look;
import dev.ballast.control.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static AlertSeen alert(String id, String name, String service) {
    return new AlertSeen(id, name, "alertmanager/g", service, "", "critical", "", START, null, "");
  }

  private static Incident incident(AlertSeen... alerts) {
    return new IncidentEngine(EnginePolicy.DEFAULT)
        .alerts(
            IncidentBook.EMPTY,
            List.of(alerts),
            new Look(START, List.of(), Topology.EMPTY, List.of(), Set.of()))
        .book()
        .open()
        .getFirst();
  }

  @Test
  void whatOnlyAlertsTellOfIsLookedIntoWhereTheySay() {
    Incident incident =
        incident(
            alert("f1", "HighErrorRate", "payments"),
            alert("f2", "CheckoutLatencyP99", "checkout"),
            alert("f3", "KafkaLag", "orders"),
            alert("f4", "TooHot", ""));

    assertThat(Signs.of(incident))
        .extracting(symptom -> symptom.place().service().value(), Symptom::sign)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("payments", Sign.ERRORS),
            org.assertj.core.groups.Tuple.tuple("checkout", Sign.LATENCY),
            org.assertj.core.groups.Tuple.tuple("orders", Sign.OTHER));
  }

  @Test
  void anAlertThatIsOverIsNoSign() {
    Incident incident = incident(alert("f1", "HighErrorRate", "payments"));
    Incident over =
        new IncidentEngine(EnginePolicy.DEFAULT)
            .alerts(
                new IncidentBook(List.of(incident), 1),
                List.of(incident.alerts().getFirst().endedAt(START.plusSeconds(60))),
                new Look(START, List.of(), Topology.EMPTY, List.of(), Set.of()))
            .book()
            .find(incident.id())
            .orElseThrow();

    assertThat(Signs.of(over)).isEmpty();
  }
}
