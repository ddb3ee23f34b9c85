// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sender goes on to say after a person has said that it is over. */
class RepeatsTest {

  private static AlertSeen alert(Instant since) {
    return new AlertSeen(
        "f1", "HighErrors", "alertmanager", "a", "here", "critical", "", since, null, "");
  }

  private static Scripts resolved() {
    Scripts run = new Scripts().calls("a", "b");
    run.take(run.engine().alerts(run.book, List.of(alert(Scripts.START)), run.look()));
    run.take(run.engine().resolve(run.book, "INC-1", "ann", run.now));
    return run;
  }

  private static void repeated(Scripts run, Instant since) {
    run.take(run.engine().alerts(run.book, List.of(alert(since)), run.look()));
  }

  @Test
  void isNotedOnceAndOpensNothing() {
    Scripts run = resolved();
    run.after(5);
    repeated(run, Scripts.START);
    repeated(run, Scripts.START);

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").isOpen()).isFalse();
    assertThat(run.incident("INC-1").timeline())
        .filteredOn(moment -> moment.kind() == Moment.Kind.ALERT)
        .extracting(Moment::text)
        .contains("still fires after it was resolved: HighErrors (f1)")
        .filteredOn(text -> text.startsWith("still"))
        .hasSize(1);
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.RESOLVED);
  }

  @Test
  void opensItAgainWhenItHasNeverCeasedForHalfAnHour() {
    Scripts run = resolved();
    run.after(5);
    repeated(run, Scripts.START);
    run.after(26);
    repeated(run, Scripts.START);

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").isOpen()).isTrue();
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.RESOLVED, Kind.REOPENED);
  }

  @Test
  void opensItAgainAtOnceWhenItBeganAnew() {
    Scripts run = resolved();
    run.after(5);
    repeated(run, run.now);

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").isOpen()).isTrue();
    assertThat(run.incident("INC-1").times().reopened()).isEqualTo(1);
  }

  @Test
  void isAnotherIncidentWhenItBeginsAnewMuchLater() {
    Scripts run = resolved();
    run.after(40);
    repeated(run, run.now);

    assertThat(run.incident("INC-1").isOpen()).isFalse();
    assertThat(run.incident("INC-2").isOpen()).isTrue();
  }
}
