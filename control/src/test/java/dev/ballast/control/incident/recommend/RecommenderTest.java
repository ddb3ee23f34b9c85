// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.Recommendation.Action;
import dev.ballast.control.incident.Recommendation.Precondition;
import dev.ballast.control.incident.Recommendation.Rejected;
import dev.ballast.control.incident.Recommendation.Urgency;
import dev.ballast.control.incident.Suspect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecommenderTest {

  private static final Suspect DATABASE = Suspect.service("database", "us-east");

  @Test
  void abortsARolloutThatIsUnderWay() {
    List<Recommendation> steps =
        Recommender.of(
            Cases.afterChange(
                ChangeSeen.Kind.ROLLOUT, "payments", "v2.3.0", "v2.3.1", "401 invalid_client"),
            Cases.rollout("shop/payments"));

    Recommendation first = steps.getFirst();
    assertThat(first.action()).isEqualTo(Action.ROLL_BACK);
    assertThat(first.urgency()).isEqualTo(Urgency.IMMEDIATE);
    assertThat(first.text()).isEqualTo("Roll back payments to v2.3.0");
    assertThat(first.command()).isEqualTo("ballast rollout abort shop/payments");
    assertThat(first.preconditions())
        .containsExactly(new Precondition("v2.3.0 was in use until then", Precondition.Holds.YES));
    assertThat(texts(steps, Urgency.QUICK))
        .containsExactly(
            "Check the credentials that payments uses",
            "Hold further releases of payments until it is well");
    assertThat(texts(steps, Urgency.FOLLOW_UP))
        .containsExactly(
            "Repair what v2.3.1 broke, and release it in stages",
            "Add a pre-rollout check that authenticates once");
  }

  @Test
  void saysWhyItIsNotSomethingElse() {
    List<Recommendation> steps =
        Recommender.of(
            Cases.afterChange(ChangeSeen.Kind.DEPLOYMENT, "payments", "v2.3.0", "v2.3.1"),
            Cases.deployment("payments", 3));

    assertThat(steps.getFirst().notInstead())
        .containsExactly(
            new Rejected(Action.FAIL_OVER, "the same version goes there next"),
            new Rejected(Action.SCALE, "payments is not saturated (21 %)"),
            new Rejected(Action.RESCHEDULE, "the new replica would run the same version"));
  }

  @Test
  void undoesADeploymentInKubernetesWhenNoRolloutIsUnderWay() {
    assertThat(
            first(
                    Cases.afterChange(ChangeSeen.Kind.DEPLOYMENT, "payments", "v2.3.0", "v2.3.1"),
                    Cases.deployment("payments", 3))
                .command())
        .isEqualTo("kubectl rollout undo deployment/payments --namespace shop");
  }

  @Test
  void rollsNothingBackWhenTheVersionBeforeIsNotKnown() {
    List<Recommendation> steps =
        Recommender.of(
            Cases.afterChange(ChangeSeen.Kind.DEPLOYMENT, "payments", "", "v2.3.1"),
            Cases.deployment("payments", 3));

    assertThat(steps).extracting(Recommendation::action).doesNotContain(Action.ROLL_BACK);
    assertThat(steps.getFirst().notInstead())
        .contains(new Rejected(Action.ROLL_BACK, "no version before it is known"));
  }

  @Test
  void makesNoCommandOfANameThatAShellWouldRun() {
    Recommendation first =
        first(
            Cases.afterChange(ChangeSeen.Kind.DEPLOYMENT, "payments", "v2.3.0", "$(rm -rf /)"),
            Cases.rollout(""));

    assertThat(first.action()).isEqualTo(Action.ROLL_BACK);
    assertThat(first.command()).isEmpty();
  }

  @Test
  void givesAServiceWithTooMuchTrafficMoreReplicas() {
    Recommendation first =
        first(
            Cases.because(Suspect.service("storefront", "us-east"), CauseClass.TRAFFIC),
            Cases.deployment("storefront", 4));

    assertThat(first.text()).isEqualTo("Run 6 instead of 4 replicas of storefront");
    assertThat(first.command()).isEqualTo("ballast scale set deployment/shop/storefront 6");
  }

  @Test
  void throttlesWritesToADatabaseAndLooksForSlowQueries() {
    List<Recommendation> steps =
        Recommender.of(Cases.because(DATABASE, CauseClass.DEPENDENCY), Cases.database());

    assertThat(texts(steps, Urgency.IMMEDIATE))
        .containsExactly(
            "Throttle writes to database: stop imports, batches and reports first",
            "Shed load: let reviews do without database",
            "Look at the evidence about database");
    assertThat(texts(steps, Urgency.QUICK))
        .contains("Look for slow queries, locks and a vacuum in database");
    assertThat(steps.getFirst().notInstead())
        .contains(new Rejected(Action.ROLL_BACK, "no release explains it"));
  }

  @Test
  void doesNotScaleADatabaseByReplicasButAsItsCapacityResourceSays() {
    List<Recommendation> steps =
        Recommender.of(Cases.because(DATABASE, CauseClass.SATURATION), Cases.database());

    assertThat(steps)
        .filteredOn(step -> step.action() == Action.SCALE)
        .extracting(Recommendation::command)
        .containsExactly("kubectl patch pvc database");
  }

  @Test
  void failsOverWhenOneRegionsNetworkIsWrongAndAnotherIsWell() {
    Recommendation first =
        first(
            Cases.because(Suspect.edge("orders", "inventory", "us-east"), CauseClass.NETWORK),
            Cases.deployment("orders", 2));

    assertThat(first.text()).isEqualTo("Send the traffic of us-east to eu-west");
  }

  @Test
  void callsTheProviderOfAThirdPartyWithTheNumbers() {
    Recommendation first =
        first(
            Cases.because(Suspect.external("card-processor", ""), CauseClass.EXTERNAL),
            Means.UNKNOWN);

    assertThat(first.action()).isEqualTo(Action.CONTACT_PROVIDER);
    assertThat(first.command())
        .isEqualTo(
            "ballast query 'sum by (client) (rate(traces_service_graph_request_failed_total"
                + "{server=\"card-processor\"}[1m]))'");
    assertThat(first.notInstead())
        .contains(new Rejected(Action.FAIL_OVER, "the other regions call the same card-processor"));
  }

  @Test
  void onlyInvestigatesWhatNothingExplains() {
    List<Recommendation> steps = Recommender.of(Cases.unexplained(), Means.UNKNOWN);

    assertThat(steps)
        .extracting(Recommendation::action)
        .containsExactly(Action.INVESTIGATE, Action.INVESTIGATE, Action.PREVENT);
    assertThat(steps.getFirst().command()).isEqualTo("ballast anomalies");
    assertThat(steps.getFirst().notInstead())
        .contains(new Rejected(Action.ROLL_BACK, "no release explains it"));
  }

  @Test
  void turnsAFlagOffAndTakesConfigurationBack() {
    assertThat(
            first(
                    Cases.afterChange(ChangeSeen.Kind.FLAG, "checkout", "off", "new-checkout"),
                    Means.UNKNOWN)
                .text())
        .isEqualTo("Turn the flag new-checkout off");
    assertThat(
            first(
                    Cases.afterChange(ChangeSeen.Kind.CONFIGURATION, "checkout", "", "timeouts"),
                    Means.UNKNOWN)
                .action())
        .isEqualTo(Action.REVERT_CONFIGURATION);
  }

  @Test
  void alwaysHasSomethingToDoAndNeverTooMuch() {
    List<Incident> all =
        Stream.concat(
                Stream.of(CauseClass.values()).map(kind -> Cases.because(DATABASE, kind)),
                Stream.of(ChangeSeen.Kind.values())
                    .map(kind -> Cases.afterChange(kind, "payments", "", "x", "x509: expired")))
            .toList();
    for (Incident incident : all) {
      for (Means means :
          List.of(Means.UNKNOWN, Cases.database(), Cases.rollout("a"), Cases.deployment("a", 1))) {
        List<Recommendation> steps = Recommender.of(incident, means);
        assertThat(steps).as(incident.explanation().toString()).isNotEmpty();
        assertThat(steps).extracting(Recommendation::urgency).isSorted();
        for (Urgency urgency : Urgency.values()) {
          assertThat(texts(steps, urgency)).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
        }
      }
    }
  }

  @Test
  void readsTheNatureOfErrorsFromTheirWords() {
    assertThat(Hint.in(List.of("HTTP 401 Unauthorized"))).containsExactly(Hint.CREDENTIALS);
    assertThat(Hint.in(List.of("x509: certificate has expired"))).containsExactly(Hint.CERTIFICATE);
    assertThat(Hint.in(List.of("FATAL: sorry, too many clients already")))
        .containsExactly(Hint.POOL);
    assertThat(Hint.in(List.of("write: no space left on device"))).containsExactly(Hint.STORAGE);
    assertThat(Hint.in(List.of("order 14010 shipped"))).isEmpty();
  }

  private static Recommendation first(Incident incident, Means means) {
    return Recommender.of(incident, means).getFirst();
  }

  private static List<String> texts(List<Recommendation> steps, Urgency urgency) {
    return steps.stream()
        .filter(step -> step.urgency() == urgency)
        .map(Recommendation::text)
        .toList();
  }
}
