// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static dev.ballast.control.incident.account.Shops.tally;
import static dev.ballast.control.incident.explain.Given.ONSET;
import static dev.ballast.control.incident.explain.Given.badRelease;
import static dev.ballast.control.incident.explain.Given.cause;
import static dev.ballast.control.incident.explain.Given.deployment;
import static dev.ballast.control.incident.explain.Given.symptom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.engine.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a release is to blame, and when it is cleared. */
final class ReleaseCauseTest {

  @Test
  void theVersionThatFailsBesideOneThatDoesNotIsTheCause() {
    List<Finding> findings = badRelease(0.001).explain(symptom("payments", Sign.ERRORS));

    RootCause cause = cause(findings);
    assertThat(cause.kind()).isEqualTo(CauseClass.CHANGE);
    assertThat(cause.suspect()).isEqualTo(Suspect.change("payments", Shops.REGION, "v2.3.1"));
    assertThat(findings.getFirst().changes())
        .extracting(ChangeSeen::relevance)
        .containsExactly(Relevance.CAUSE);
  }

  @Test
  void whatMerelyHappenedNearItTakesNoBlameFromAVersionThatIsProved() {
    Given given = badRelease(0.001);
    ChangeSeen growth =
        new ChangeSeen(
            "growth",
            ChangeSeen.Kind.OTHER,
            "payments",
            "",
            "1",
            "569",
            "payments sends 569 series",
            ONSET.minusSeconds(2),
            Relevance.UNRELATED,
            "",
            List.of());
    ChangeSeen everywhere =
        new ChangeSeen(
            "v2.3.1",
            ChangeSeen.Kind.DEPLOYMENT,
            "payments",
            "",
            "v2.3.0",
            "v2.3.1",
            "payments v2.3.1 deployed",
            ONSET.minusSeconds(5),
            Relevance.UNRELATED,
            "",
            List.of());
    given.changes = List.of(growth, everywhere);

    List<Finding> findings = given.explain(symptom("payments", Sign.ERRORS));

    assertThat(cause(findings).suspect())
        .isEqualTo(Suspect.change("payments", Shops.REGION, "v2.3.1"));
    assertThat(findings.getFirst().changes())
        .extracting(ChangeSeen::relevance)
        .containsExactly(Relevance.POSSIBLE, Relevance.CAUSE);
  }

  @Test
  void factsCarryTheLinesOfTheAlert() {
    List<Fact> facts =
        badRelease(0.001).explain(symptom("payments", Sign.ERRORS)).getFirst().facts();

    assertThat(facts)
        .extracting(fact -> fact.topic() + ": " + fact.text())
        .contains(
            "DEPLOYMENT: v2.3.1 deployed 5 s before the onset",
            "RECENT_CHANGE: payments v2.3.1 deployed",
            "REPLICATION: Replication lag is normal (200 ms)",
            "ERROR_SHARE: 100% of errors from v2.3.1",
            "ERROR_SHARE: 100% of errors from calls to bank",
            "FAILURE_KIND: Bank failing with denied access, 401: authentication failed: unknown API"
                + " key",
            "CLEARED: Auth service healthy (not cause)",
            "DEPENDENCY: All healthy",
            "MEANING: Bank has wrong credentials");
  }

  @Test
  void aVersionThatIsNoWorseThanTheOneBesideItIsCleared() {
    List<Finding> findings = badRelease(0.35).explain(symptom("payments", Sign.ERRORS));

    assertThat(cause(findings).suspect()).isEqualTo(Suspect.external("bank", Shops.REGION));
    assertThat(findings.getFirst().changes())
        .extracting(ChangeSeen::relevance)
        .containsExactly(Relevance.CLEARED);
  }

  @Test
  void aChangeAfterTheOnsetIsClearedBecauseTheTroubleWasThereBefore() {
    Given given = new Given();
    given.accounts =
        new Shops().answers("payments", tally(20, 30, 0), tally(20, 30, 0.3)).accounts();
    given.changes = List.of(deployment("payments", "v2.3.1", ONSET.plusSeconds(300)));

    List<Finding> findings = given.explain(symptom("payments", Sign.ERRORS));

    assertThat(cause(findings).kind()).isEqualTo(CauseClass.DEFECT);
    ChangeSeen change = findings.getFirst().changes().getFirst();
    assertThat(change.relevance()).isEqualTo(Relevance.CLEARED);
    assertThat(change.why()).contains("after the trouble had begun");
  }

  @Test
  void ofTwoReleasesTheOneThatCanHaveDoneItIsNamedAndNotTheLoudOneAtTheOnset() {
    Given given = new Given();
    given.accounts =
        new Shops().answers("payments", tally(20, 30, 0), tally(20, 30, 0.3)).accounts();
    given.changes =
        List.of(
            deployment("payments", "v3", ONSET.minusSeconds(5)),
            deployment("payments", "v2", ONSET.minusSeconds(400)));
    given.leads =
        List.of(
            new Lead("paymentsv3", 0.1, false, List.of(), List.of("changes texts only")),
            new Lead("paymentsv2", 0.8, true, List.of("takes a retry away"), List.of()));

    List<Finding> findings = given.explain(symptom("payments", Sign.ERRORS));

    assertThat(cause(findings).suspect().detail()).isEqualTo("v2");
    assertThat(cause(findings).text()).contains("takes a retry away");
    assertThat(findings.getFirst().changes())
        .extracting(ChangeSeen::relevance, ChangeSeen::why)
        .anySatisfy(
            row -> {
              assertThat(row.toList().getFirst()).isEqualTo(Relevance.POSSIBLE);
              assertThat((String) row.toList().getLast()).contains("changes texts only");
            });
  }

  @Test
  void aReleaseThatIsRuledOutLeavesTheServiceItself() {
    Given given = new Given();
    given.accounts =
        new Shops().answers("payments", tally(20, 30, 0), tally(20, 30, 0.3)).accounts();
    given.changes = List.of(deployment("payments", "v3", ONSET.minusSeconds(5)));
    given.leads = List.of(new Lead("paymentsv3", 0, false, List.of(), List.of("never rolled out")));

    List<Finding> findings = given.explain(symptom("payments", Sign.ERRORS));

    assertThat(cause(findings).kind()).isEqualTo(CauseClass.DEFECT);
    assertThat(findings.getFirst().changes().getFirst().relevance()).isEqualTo(Relevance.CLEARED);
  }

  @Test
  void anInjectedFaultIsSeenWhereWhatIsHurtNeedsItAndBlamesNobody() {
    Given given = Given.badRelease(0.001);
    ChangeSeen near = fault("auth", Shops.REGION);
    ChangeSeen everywhere = fault("auth", "");
    ChangeSeen far = fault("reviews", Shops.REGION);
    List<ChangeSeen> before = given.changes;
    given.changes = Stream.concat(before.stream(), Stream.of(near, everywhere, far)).toList();

    List<Finding> findings = given.explain(symptom("payments", Sign.ERRORS));

    assertThat(findings.getFirst().changes())
        .filteredOn(change -> change.kind() == ChangeSeen.Kind.FAULT)
        .extracting(ChangeSeen::relevance)
        .containsExactly(Relevance.POSSIBLE, Relevance.POSSIBLE, Relevance.UNRELATED);
    given.changes = before;
    assertThat(findings.getFirst().explanation())
        .isEqualTo(given.explain(symptom("payments", Sign.ERRORS)).getFirst().explanation());
  }

  private static ChangeSeen fault(String service, String region) {
    return new ChangeSeen(
        "fault-" + service + region,
        ChangeSeen.Kind.FAULT,
        service,
        region,
        "",
        "",
        "latency of " + service,
        Given.ONSET,
        Relevance.UNRELATED,
        "",
        List.of());
  }
}
