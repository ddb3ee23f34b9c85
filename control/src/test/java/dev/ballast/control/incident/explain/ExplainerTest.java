// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.incident.engine.Finding;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");
  private static final Inquiry.Windows WINDOWS =
      new Inquiry.Windows(
          ONSET.minusSeconds(1860),
          ONSET.minusSeconds(60),
          ONSET,
          ONSET.plusSeconds(120),
          Duration.ofSeconds(30));

  private static Symptom symptom(String service, Sign sign) {
    return new Symptom(
        at(service), service + "-slo", sign, Health.DEGRADED, ONSET, null, "missed", List.of());
  }

  private static ChangeSeen deployment(String service, String version, Instant when) {
    return new ChangeSeen(
        service + version,
        ChangeSeen.Kind.DEPLOYMENT,
        service,
        Shops.REGION,
        "v2.3.0",
        version,
        service + " " + version + " deployed",
        when,
        Relevance.UNRELATED,
        "",
        List.of());
  }

  /** Everything that is empty unless a test says otherwise. */
  private static final class Given {
    private Accounts accounts = Accounts.EMPTY;
    private List<VersionTally> versions = List.of();
    private List<ChangeSeen> changes = List.of();
    private List<FailureKind> failures = List.of();
    private Map<Place, List<Hint>> hints = Map.of();
    private Map<Place, Load> loads = Map.of();
    private List<Lead> leads = List.of();
    private List<Threat> threats = List.of();
    private String named = "";

    List<Finding> explain(Symptom... symptoms) {
      return Explainer.explain(
          new Inquiry(
              List.of(symptoms),
              WINDOWS,
              accounts,
              loads,
              hints,
              versions,
              changes,
              leads,
              failures,
              List.of(new Replication("database", Shops.REGION, 0.2, 0.2, "lag")),
              threats,
              Map.of(
                  new ServiceName("database"), Service.Kind.DATABASE,
                  new ServiceName("bank"), Service.Kind.EXTERNAL),
              Map.of(at("database"), ONSET, at("orders"), ONSET.plusSeconds(4)),
              List.of("logs")),
          named);
    }
  }

  private static RootCause cause(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.getFirst().explanation().cause().orElseThrow();
  }

  private static Accounts slowDatabase() {
    return new Shops()
        .answers("front", tally(10, 30, 0), tally(10, 830, 0))
        .answers("orders", tally(10, 20, 0), tally(10, 820, 0))
        .answers("users", tally(10, 2, 0), tally(10, 2, 0))
        .calls("front", "orders", tally(10, 20, 0), tally(10, 820, 0))
        .calls("front", "users", tally(10, 2, 0), tally(10, 2, 0))
        .callsSilent("orders", "database", tally(20, 4, 0), tally(20, 404, 0))
        .accounts();
  }

  @Test
  void namesTheSlowDatabaseWithThePathAndTheLagOfEachHop() {
    Given given = new Given();
    given.accounts = slowDatabase();

    List<Finding> findings =
        given.explain(symptom("front", Sign.LATENCY), symptom("orders", Sign.LATENCY));

    RootCause cause = cause(findings);
    assertThat(cause.suspect()).isEqualTo(Suspect.service("database", Shops.REGION));
    assertThat(cause.kind()).isEqualTo(CauseClass.DEPENDENCY);
    assertThat(cause.text()).contains("calls take 404 ms, took 4.0 ms");
    assertThat(cause.path())
        .extracting(hop -> hop.from() + " > " + hop.to())
        .containsExactly("database in here > orders in here", "orders in here > front in here");
    assertThat(cause.path().getFirst().lagSeconds()).isEqualTo(4.0);
    assertThat(cause.path().getLast().lagSeconds()).isNull();
    assertThat(findings.getFirst().explanation().cleared())
        .extracting(cleared -> cleared.suspect().name())
        .containsExactly("users");
  }

  @Test
  void namesTheWayWhenNeitherEndIsSlow() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("orders", tally(5, 30, 0), tally(5, 1330, 0))
            .answers("auth", tally(5, 3, 0), tally(5, 3, 0))
            .calls(
                "orders",
                "auth",
                new Compared(tally(5, 4, 0), tally(5, 1304, 0)),
                new Compared(tally(5, 3, 0), tally(5, 3, 0)))
            .accounts();

    RootCause cause = cause(given.explain(symptom("orders", Sign.LATENCY)));

    assertThat(cause.suspect()).isEqualTo(Suspect.edge("orders", "auth", Shops.REGION));
    assertThat(cause.kind()).isEqualTo(CauseClass.NETWORK);
  }

  @Test
  void aThirdPartyIsExternalAndTheWayToItIsNotRuledOut() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("orders", tally(5, 30, 0), tally(5, 30, 0.5))
            .callsSilent("orders", "bank", tally(5, 4, 0), tally(5, 4, 0.5))
            .accounts();

    RootCause cause = cause(given.explain(symptom("orders", Sign.ERRORS)));

    assertThat(cause.kind()).isEqualTo(CauseClass.EXTERNAL);
    assertThat(cause.text()).contains("or the way there");
  }

  private static Given badRelease(double oldFails) {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("payments", tally(20, 30, 0.001), tally(20, 30, 0.2))
            .answers("auth", tally(20, 3, 0), tally(20, 3, 0))
            .calls("payments", "auth", tally(20, 3, 0), tally(20, 3, 0))
            .callsSilent("payments", "bank", tally(20, 8, 0), tally(20, 8, 0.2))
            .accounts();
    given.changes = List.of(deployment("payments", "v2.3.1", ONSET.minusSeconds(5)));
    given.versions =
        List.of(
            new VersionTally(
                at("payments"),
                "v2.3.0",
                new Compared(tally(20, 30, 0.001), tally(10, 30, oldFails))),
            new VersionTally(
                at("payments"), "v2.3.1", new Compared(Tally.NONE, tally(10, 30, 0.4))));
    given.failures =
        List.of(
            new FailureKind(
                at("payments"),
                "bank",
                "v2.3.1",
                "denied access, 401: authentication failed: unknown API key",
                90,
                "abc"));
    return given;
  }

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
            "DEPLOYMENT: v2.3.1 deployed 2 min ago",
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
  void manyMoreUsersComeBeforeWhoeverIsSlowBecauseOfThem() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(35, 900, 0))
            .callsSilent("front", "database", tally(20, 4, 0), tally(70, 404, 0))
            .accounts();

    RootCause cause = cause(given.explain(symptom("front", Sign.LATENCY)));

    assertThat(cause.kind()).isEqualTo(CauseClass.TRAFFIC);
    assertThat(cause.suspect().name()).isEqualTo("front");
  }

  @Test
  void aSurgeThatNobodyFeelsIsNamedWithItsEntranceAndFactor() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(7, 30, 0), tally(24, 30, 0))
            .answers("orders", tally(5, 20, 0), tally(17, 20, 0))
            .calls("front", "orders", tally(5, 20, 0), tally(17, 20, 0))
            .accounts();

    RootCause cause = cause(given.explain(symptom("front", Sign.TRAFFIC)));

    assertThat(cause.kind()).isEqualTo(CauseClass.TRAFFIC);
    assertThat(cause.suspect()).isEqualTo(Suspect.service("front", Shops.REGION));
    assertThat(cause.text()).contains("3.4 times as many requests from outside: 24/s, was 7.0/s");
  }

  @Test
  void aWindowThatIsHalfEmptyAndAStallThatIsMadeUpForAreNoSurge() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(5, 30, 0), tally(12, 900, 0))
            .answers("orders", tally(5, 20, 0), tally(12, 880, 0))
            .calls("front", "orders", tally(5, 20, 0), tally(12, 880, 0))
            .callsSilent("orders", "database", tally(10, 4, 0), tally(24, 404, 0))
            .accounts();
    given.loads = Map.of(at("front"), new Load(10, 13, 12));

    assertThat(cause(given.explain(symptom("front", Sign.LATENCY))).suspect().name())
        .isEqualTo("database");

    given.loads = Map.of(at("front"), new Load(5, 8, 12));
    assertThat(cause(given.explain(symptom("front", Sign.LATENCY))).kind())
        .isEqualTo(CauseClass.TRAFFIC);
  }

  @Test
  void aDatabaseThatAnswersFewerIsNotSlowBecauseOfASurge() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(20, 900, 0))
            .callsSilent("front", "database", tally(20, 4, 0), tally(12, 1404, 0))
            .accounts();

    assertThat(cause(given.explain(symptom("front", Sign.LATENCY))).suspect().name())
        .isEqualTo("database");
  }

  @Test
  void moreRequestsThatCallersMakeAreNoSurge() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(7, 30, 0), tally(7, 30, 0))
            .answers("orders", tally(5, 20, 0), tally(17, 20, 0))
            .calls("front", "orders", tally(5, 20, 0), tally(17, 20, 0))
            .accounts();

    assertThat(given.explain(symptom("orders", Sign.TRAFFIC)).getFirst().explanation().verdict())
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  private static Threat journal() {
    return new Threat(
        at("orders"), "journal", "journal is full in 40 s", 0.99, 43, 64, "MiB", "used");
  }

  @Test
  void whatIsUsedUpSoonIsNamedBeforeAnybodyIsHurt() {
    Given given = new Given();
    given.threats = List.of(journal());

    RootCause cause = cause(given.explain(symptom("orders", Sign.CAPACITY)));

    assertThat(cause.kind()).isEqualTo(CauseClass.SATURATION);
    assertThat(cause.suspect().text()).isEqualTo("journal of orders in here");
    assertThat(cause.text()).isEqualTo("journal is full in 40 s");
    assertThat(cause.evidence()).hasSize(1);
  }

  @Test
  void whatIsUsedUpExplainsTheFailuresOfItsServiceAndNotThoseOfOthers() {
    Given given = new Given();
    given.threats = List.of(journal());
    given.accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 30, 0.4))
            .answers("orders", tally(10, 20, 0), tally(10, 20, 0.4))
            .answers("users", tally(10, 2, 0), tally(10, 202, 0))
            .calls("front", "orders", tally(10, 20, 0), tally(10, 20, 0.4))
            .accounts();

    List<Finding> full =
        given.explain(symptom("front", Sign.ERRORS), symptom("orders", Sign.CAPACITY));
    assertThat(cause(full).suspect().detail()).isEqualTo("journal");

    List<Finding> two =
        given.explain(symptom("users", Sign.LATENCY), symptom("orders", Sign.CAPACITY));
    assertThat(two)
        .extracting(finding -> finding.explanation().cause().orElseThrow().suspect().name())
        .containsExactlyInAnyOrder("users", "orders");
  }

  @Test
  void eachWhoWasNotChosenHasTheEvidenceThatSpeaksAgainstIt() {
    Finding finding = badRelease(0.001).explain(symptom("payments", Sign.ERRORS)).getFirst();

    RootCause bank = finding.explanation().causes().get(1);
    assertThat(bank.suspect()).isEqualTo(Suspect.external("bank", Shops.REGION));
    assertThat(finding.evidence())
        .filteredOn(evidence -> bank.counterEvidence().contains(evidence.id()))
        .extracting(evidence -> evidence.text())
        .contains("payments v2.3.1 deployed")
        .anyMatch(
            text -> text.contains("what runs beside it under 0.1 %") || text.contains("0.1 %"));
    assertThat(finding.explanation().causes().getFirst().counterEvidence()).isEmpty();
  }

  @Test
  void withoutTracesDetectorsMayStillNameSomebody() {
    Given given = new Given();
    given.hints =
        Map.of(at("orders"), List.of(new Hint("resource", 3.5, "process_cpu was 0.2, is 0.99")));
    given.named = "orders in here";

    List<Finding> findings = given.explain(symptom("front", Sign.LATENCY));

    assertThat(cause(findings).suspect().name()).isEqualTo("orders");
    assertThat(cause(findings).confidence()).isLessThanOrEqualTo(0.5);
    assertThat(findings.getFirst().explanation().blind()).contains("logs");
  }

  @Test
  void whatNobodySawIsUnexplainedAndSaysWhatWasChecked() {
    List<Finding> findings = new Given().explain(symptom("front", Sign.LATENCY));

    assertThat(findings.getFirst().explanation().verdict()).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(findings.getFirst().explanation().text())
        .isEqualTo(
            "nothing that was seen explains it: checked 0 services, 0 changes and 0 detectors' "
                + "findings; not seen: logs");
  }

  @Test
  void twoCausesAreTwoFindings() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("a", tally(10, 30, 0), tally(10, 30, 0.4))
            .answers("b", tally(10, 30, 0), tally(10, 930, 0))
            .accounts();

    List<Finding> findings = given.explain(symptom("a", Sign.ERRORS), symptom("b", Sign.LATENCY));

    assertThat(findings).hasSize(2);
  }

  @Test
  void theSameInquiryGivesTheSameAnswer() {
    Given given = badRelease(0.001);

    assertThat(given.explain(symptom("payments", Sign.ERRORS)))
        .isEqualTo(given.explain(symptom("payments", Sign.ERRORS)));
  }
}
