// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static dev.ballast.control.incident.explain.Given.badRelease;
import static dev.ballast.control.incident.explain.Given.cause;
import static dev.ballast.control.incident.explain.Given.symptom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.engine.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom waiting and failures point at. */
final class ExplainerTest {

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
