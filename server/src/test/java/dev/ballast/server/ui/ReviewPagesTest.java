// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.oncall.ActionItem;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.scorecard.ScorecardBook;
import dev.ballast.testkit.FakeClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is looked at afterwards. */
class ReviewPagesTest {

  private static final Sight SIGHT = new Sight(SampleIncidents.NOW, ZoneId.of("UTC"));

  private static ScorecardView scorecard(Incident... incidents) {
    FakeClock clock = FakeClock.atStart();
    SampleIncidents.Shelf shelf = new SampleIncidents.Shelf(List.of(incidents));
    return ScorecardPage.of(
        new ScorecardBook(new MemoryLedger(clock), shelf, clock), shelf.all(), SIGHT);
  }

  @Test
  void saysWhatIsNotKnownAndHowToKnowIt() {
    ScorecardView view = scorecard(SampleIncidents.over());

    assertThat(view.sentence()).isEqualTo("Nobody knows yet how good the diagnosis is here.");
    assertThat(view.unconfirmed())
        .extracting(ScorecardView.Line::link)
        .containsExactly("/incidents/INC-142#confirm");
    assertThat(view.systems()).isEmpty();
  }

  @Test
  void saysWhetherTheCauseWasRightAndHowLittleThatIs() {
    ScorecardView view = scorecard(SampleIncidents.confirmed("payments"));

    assertThat(view.sentence())
        .isEqualTo("The cause was right in 1 of your 1 incident whose cause is known.");
    assertThat(view.sub()).contains("between 20.7\u00a0% and 100\u00a0% (95 %)");
    assertThat(view.cases())
        .extracting(one -> one.truth() + "|" + one.named() + "|" + one.word())
        .containsExactly("payments|payments v2.3.1 in us-east|right");
    assertThat(view.evidence())
        .extracting(one -> one.name() + ": " + one.text())
        .containsExactly("errors: 0 of 1 verdicts that it spoke for were wrong");
  }

  @Test
  void saysWhereTheTruthStoodWhenAnotherWasNamed() {
    assertThat(scorecard(SampleIncidents.confirmed("database")).cases())
        .extracting(ScorecardView.Case::word)
        .containsExactly("wrong, it was number 2");
  }

  private static ActionItem item(int id, @Nullable LocalDate due) {
    return new ActionItem(
        id, "thing " + id, "ann", due, "INC-1", SampleIncidents.ONSET, "ann", null, "", "");
  }

  @Test
  void onTheOverviewOnlyWhatIsOverdueIsSaid() {
    List<ActionItem> items =
        List.of(
            item(1, LocalDate.of(2026, 1, 28)),
            item(2, LocalDate.of(2026, 1, 30)),
            item(3, LocalDate.of(2026, 1, 31)),
            item(4, null));

    assertThat(ActionsPage.overdue(items, SIGHT))
        .extracting(one -> one.strong() + one.rest() + ": " + one.when())
        .containsExactly(
            "thing 1 is overdue: 3 days late, was due 28 Jan 2026 · ann · after INC-1",
            "thing 2 is overdue: 1 day late, was due 30 Jan 2026 · ann · after INC-1");
    assertThat(ActionsPage.link(items)).isEqualTo("4 action items");
    assertThat(ActionsPage.link(List.of())).isEmpty();
  }

  @Test
  void manyOverdueOnesAreThreeAndANumber() {
    List<ActionItem> items =
        IntStream.rangeClosed(1, 9).mapToObj(id -> item(id, LocalDate.of(2026, 1, id))).toList();

    List<FeedItem> shown = ActionsPage.overdue(items, SIGHT);

    assertThat(shown).hasSize(3);
    assertThat(shown.getLast().when()).endsWith(" · and 6 more");
    assertThat(ActionsPage.of(items, true, SIGHT).sentence())
        .isEqualTo("9 things are left to do, 9 overdue.");
  }

  @Test
  void onlyWhoMaySeesTheFormForDone() {
    List<ActionItem> items = List.of(item(1, null));

    assertThat(ActionsPage.of(items, true, SIGHT).open().getFirst().finish())
        .isEqualTo("/actions/1/done");
    assertThat(ActionsPage.of(items, false, SIGHT).open().getFirst().finish()).isEmpty();
  }
}
