// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import static dev.ballast.model.Health.DEGRADED;
import static dev.ballast.model.Health.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Suspect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An incident that is opened again, while it comes out bit by bit what it is this time. */
class ReopenedTest {

  private static final int LONG_ENOUGH = 3;

  /** Over because of x, and open again ten minutes later. */
  private static Scripts reopened() {
    Scripts run = new Scripts().calls("a", "x").calls("a", "y").is("a", DEGRADED).step();
    run.diagnosed("INC-1", run.names("x", "a"));
    run.is("a", HEALTHY).after(5).is("a", DEGRADED).after(10);
    assertThat(run.incident("INC-1").isOpen()).isTrue();
    return run;
  }

  private static String cause(Scripts run, String id) {
    return run.incident(id).cause().orElseThrow().suspect().name();
  }

  private static void assertSplit(Scripts run) {
    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
    assertThat(cause(run, "INC-1")).isEqualTo("x");
    assertThat(run.incident("INC-2").isOpen()).isTrue();
    assertThat(cause(run, "INC-2")).isEqualTo("y");
  }

  @Test
  void isAnotherOneAlsoWhenNothingExplainedItAtFirst() {
    Scripts run = reopened();
    run.after(LONG_ENOUGH).diagnosed("INC-1", run.namesNobody("a"));
    assertThat(run.incident("INC-1").cause()).isEmpty();

    run.after(1).diagnosed("INC-1", run.names("y", "a"));

    assertSplit(run);
  }

  @Test
  void isAnotherOneAlsoWhenTheOtherCauseWasNotSureAtFirst() {
    Scripts run = reopened();
    run.after(1).diagnosed("INC-1", run.finding(Suspect.service("y", "here"), 0.4, "a"));
    assertThat(run.book.incidents()).hasSize(1);

    run.after(1).diagnosed("INC-1", run.names("y", "a"));

    assertSplit(run);
  }

  @Test
  void staysTheSameOneOnceTheSameCauseIsSure() {
    Scripts run = reopened();
    run.after(1).diagnosed("INC-1", run.names("x", "a"));
    assertThat(run.incident("INC-1").before()).isEqualTo(Explanation.PENDING);

    run.after(1).diagnosed("INC-1", run.names("y", "a"));

    assertThat(run.book.incidents()).hasSize(1);
  }

  @Test
  void leavesWhatStillFiresToTheOtherOne() {
    Scripts run = reopened();
    AlertSeen alert =
        new AlertSeen(
            "f1", "HighErrors", "alertmanager", "a", "here", "critical", "", run.now, null, "");
    run.take(run.engine().alerts(run.book, List.of(alert), run.look()));

    run.after(1).diagnosed("INC-1", run.names("y", "a"));

    assertSplit(run);
    assertThat(run.incident("INC-1").alerts()).isEmpty();
    assertThat(run.incident("INC-2").alerts()).containsExactly(alert);
  }

  @Test
  void anAlertAloneIsExplainedAndJoinsWhoeverHasTheSameCause() {
    Scripts run = new Scripts().calls("a", "m").calls("b", "n");
    AlertSeen alert =
        new AlertSeen(
            "f1", "HighErrors", "alertmanager", "b", "here", "critical", "", run.now, null, "");
    run.take(run.engine().alerts(run.book, List.of(alert), run.look()));
    run.diagnosed("INC-1", run.names("deep", "b"));
    assertThat(cause(run, "INC-1")).isEqualTo("deep");

    run.is("a", DEGRADED).after(1).diagnosed("INC-2", run.names("deep", "a"));

    assertThat(run.book.open()).hasSize(1);
    assertThat(run.incident("INC-1").alerts()).containsExactly(alert);
    assertThat(run.incident("INC-1").symptoms()).hasSize(1);
  }

  @Test
  void noSymptomEndsBeforeItBegins() {
    Scripts run =
        new Scripts().is("a", HEALTHY); // Well since the beginning, as somebody else has it.
    var well = run.look().readings().getFirst();
    run.after(9).is("a", DEGRADED).step();
    run.after(1);
    run.take(
        run.engine()
            .step(
                run.book,
                new Look(run.now, List.of(well), run.look().topology(), List.of(), Set.of())));

    var symptom = run.incident("INC-1").symptoms().getFirst();
    assertThat(symptom.ended()).isEqualTo(symptom.since());
  }
}
