// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static dev.ballast.control.incident.explain.Given.cause;
import static dev.ballast.control.incident.explain.Given.symptom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.engine.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Surges, and what is used up soon. */
final class ThreatCauseTest {

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
  void usersWhoLeftAnotherRegionAreNotMoreUsersAndThatRegionIsTheCause() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(20, 30, 0), tally(38, 900, 0))
            .answersIn("us-east", "front", tally(20, 30, 0), tally(1, 30, 0))
            .answersIn("ap-south", "front", tally(20, 30, 0), tally(19, 30, 0))
            .accounts();

    RootCause cause = cause(given.explain(symptom("front", Sign.LATENCY)));

    assertThat(cause.suspect()).isEqualTo(Suspect.service("front", "us-east"));
    assertThat(cause.kind()).isEqualTo(CauseClass.DEPENDENCY);
    assertThat(cause.text())
        .isEqualTo(
            "front in us-east gets 1.0/s from outside, was 20/s; its requests come to front in here instead: 38/s, was 20/s");
    assertThat(cause.evidence()).hasSize(2);
  }

  @Test
  void aSurgeBesideARegionThatLostALittleIsStillASurge() {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("front", tally(20, 30, 0), tally(60, 900, 0))
            .answersIn("us-east", "front", tally(20, 30, 0), tally(15, 30, 0))
            .accounts();

    RootCause cause = cause(given.explain(symptom("front", Sign.LATENCY)));

    assertThat(cause.kind()).isEqualTo(CauseClass.TRAFFIC);
    assertThat(cause.suspect()).isEqualTo(Suspect.service("front", Shops.REGION));
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

    given.threats =
        List.of(new Threat(at("orders"), "journal", "journal is full", 1, 64, 64, "MiB", "used"));
    given.hints = Map.of(at("orders"), List.of(new Hint("errors", 9, "all fails since 10 s")));
    assertThat(cause(given.explain(symptom("front", Sign.ERRORS))).suspect().detail())
        .as("full, and the detectors see how its service fails")
        .isEqualTo("journal");
    given.hints = Map.of();

    List<Finding> two =
        given.explain(symptom("users", Sign.LATENCY), symptom("orders", Sign.CAPACITY));
    assertThat(two)
        .extracting(finding -> finding.explanation().cause().orElseThrow().suspect().name())
        .containsExactlyInAnyOrder("users", "orders");
  }
}
