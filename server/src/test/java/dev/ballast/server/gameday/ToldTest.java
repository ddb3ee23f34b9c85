// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an incident was told of while something was broken. */
final class ToldTest {

  private static final Instant FROM = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant TO = FROM.plusSeconds(60);

  private static Incident incident(Instant opened, Instant symptom, @Nullable Instant resolved) {
    return new Incident(
        "INC-7",
        resolved == null ? Phase.OPEN : Phase.RESOLVED,
        "",
        Health.UNHEALTHY,
        new Times(opened, opened, opened, null, resolved, 0),
        Set.of(),
        List.of(
            new Symptom(
                new Place(new ServiceName("shop"), "east"),
                "shop-errors",
                Symptom.Sign.ERRORS,
                Health.UNHEALTHY,
                symptom,
                resolved,
                "too many errors",
                List.of())),
        Explanation.PENDING,
        Impact.UNKNOWN,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.<Evidence>of(),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static Optional<Instant> told(Incident incident, Optional<Instant> again) {
    return Told.of(incident, again, FROM, TO).map(Told::at);
  }

  @Test
  void oneThatIsOpenedMeanwhileIsToldOfThen() {
    Instant opened = FROM.plusSeconds(9);

    assertThat(told(incident(opened, FROM, null), Optional.empty())).contains(opened);
    assertThat(told(incident(TO.plusSeconds(1), TO, null), Optional.empty())).isEmpty();
  }

  @Test
  void oneOfBeforeThatIsOpenedAgainIsToldOfThen() {
    Instant before = FROM.minusSeconds(300);
    Instant again = FROM.plusSeconds(8);

    assertThat(told(incident(before, FROM.plusSeconds(3), null), Optional.of(again)))
        .contains(again);
  }

  @Test
  void oneThatIsOpenCountsWhenItTakesUpWhatBegan() {
    Instant before = FROM.minusSeconds(300);
    Instant symptom = FROM.plusSeconds(3);

    assertThat(told(incident(before, symptom, null), Optional.empty())).contains(symptom);
    assertThat(told(incident(before, before, null), Optional.empty())).isEmpty();
    assertThat(told(incident(before, before, FROM.minusSeconds(1)), Optional.empty())).isEmpty();
  }
}
