// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which incidents are about a remediation's service. */
final class BlamedTest {

  private static final Instant AT = Stage.START;
  private static final Suspect CHANGED = Suspect.change("payments", "east", "v2");

  private static Incident incident(Phase phase, Suspect suspect, CauseClass kind) {
    RootCause cause =
        new RootCause(suspect, kind, 4, 0.8, "it is it", List.of("E1"), List.of(), List.of());
    return new Incident(
        "INC-7",
        phase,
        "",
        Health.UNHEALTHY,
        new Times(AT, AT, AT, null, null, 0),
        Set.of(),
        List.of(
            new Symptom(
                Stage.EAST,
                "payments-errors",
                Symptom.Sign.ERRORS,
                Health.UNHEALTHY,
                AT,
                null,
                "too many errors",
                List.of("E1"))),
        new Explanation(
            Explanation.Verdict.NAMED, "because", List.of(cause), List.of(), List.of(), AT),
        Impact.UNKNOWN,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Evidence("E1", "errors", "payments", "it fails", AT, AT, 0.0, 0.9, "", "up", 4)),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static List<Place> places(String cause, double confidence, Incident incident) {
    Trigger.OfIncident trigger = new Trigger.OfIncident(cause, confidence, Duration.ZERO);
    Remediation rules =
        Remediation.of(
            "back", Stage.EAST.service(), trigger, new HealingAction.RollBack("shop/payments"));
    return Blamed.by(List.of(incident), rules, trigger).stream().map(one -> one.place()).toList();
  }

  private static List<Place> places(String cause, Suspect suspect, CauseClass kind) {
    return places(cause, 0.8, incident(Phase.OPEN, suspect, kind));
  }

  @Test
  void whatWasChangedIsFoundByWhoAsksForChanges() {
    assertThat(places("change", CHANGED, CauseClass.CHANGE)).containsExactly(Stage.EAST);
    assertThat(places("", CHANGED, CauseClass.CHANGE)).isEmpty();
    assertThat(places("defect", CHANGED, CauseClass.CHANGE)).isEmpty();
  }

  @Test
  void anyCauseIsAServiceThatIsSickByItself() {
    Suspect payments = Suspect.service("payments", "east");
    assertThat(places("", payments, CauseClass.DEFECT)).containsExactly(Stage.EAST);
    assertThat(places("saturation", payments, CauseClass.SATURATION)).containsExactly(Stage.EAST);
    assertThat(places("", Suspect.edge("payments", "auth", "east"), CauseClass.NETWORK)).isEmpty();
    assertThat(places("network", Suspect.edge("payments", "auth", "east"), CauseClass.NETWORK))
        .containsExactly(Stage.EAST);
  }

  @Test
  void othersWhatIsOverAndWhatIsNotSureAreNoReason() {
    assertThat(places("", Suspect.service("auth", "east"), CauseClass.DEFECT)).isEmpty();
    Suspect payments = Suspect.service("payments", "east");
    assertThat(places("", 0.8, incident(Phase.RESOLVED, payments, CauseClass.DEFECT))).isEmpty();
    assertThat(places("", 0.81, incident(Phase.OPEN, payments, CauseClass.DEFECT))).isEmpty();
  }
}
