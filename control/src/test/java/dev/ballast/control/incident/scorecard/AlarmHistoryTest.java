// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Truth;
import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmHistoryTest {

  private static final Incident CHECKOUT =
      Known.incident("INC-1", Verdict.NAMED, Truth.UNKNOWN, List.of(), "database");

  private static Event told(String service, String signal, int seconds) {
    Instant at = Known.ONSET.plusSeconds(seconds);
    return new Event(
        0,
        at,
        AnomalyEvents.OPENED,
        "service/" + service,
        "ballast",
        "",
        Map.of("service", service, "signal", signal));
  }

  @Test
  void whatIsHurtOrBlamedAtTheTimeIsNoFalseAlarm() {
    AlarmHistory history =
        AlarmHistory.of(
            List.of(
                told("checkout", "errors", -60),
                told("database", "latency", 30),
                told("database", "latency", 3 * 3600),
                told("reviews", "latency", 30)),
            List.of(CHECKOUT));

    assertThat(history.signals())
        .containsEntry("errors", new Share(0, 1))
        .containsEntry("latency", new Share(2, 3));
  }

  @Test
  void whatIsNoOpeningIsNotCounted() {
    Event cleared =
        new Event(0, Known.ONSET, AnomalyEvents.CLEARED, "service/a", "ballast", "", Map.of());

    assertThat(AlarmHistory.of(List.of(cleared), List.of()).signals()).isEmpty();
  }
}
