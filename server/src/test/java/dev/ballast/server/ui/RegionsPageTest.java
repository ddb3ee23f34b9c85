// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ballast.server.regions.ConflictsJson;
import dev.ballast.server.regions.ConflictsJson.JournalState;
import dev.ballast.server.regions.ControlPlaneJson;
import dev.ballast.server.regions.RegionsJson;
import dev.ballast.server.regions.RegionsJson.CheckJson;
import dev.ballast.server.regions.RegionsJson.PolicyJson;
import dev.ballast.server.regions.RegionsJson.ReadinessJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegionsPageTest {

  private static final Instant NOW = SampleRegions.NOW;
  private static final Sight SIGHT = new Sight(NOW, ZoneId.of("UTC"));
  private static final RegionsPage.Drawing NO_CHARTS = (policy, range) -> List.of();
  private static final RegionsView.Conflicts NO_CONFLICTS =
      ConflictLines.of(new ConflictsJson(NOW, 0, 0, null, List.of(), List.of()), 0, SIGHT);

  private static PolicyJson policy(String east, double lag, List<Long> lost) {
    return SampleRegions.policy(east, lag, lost);
  }

  private static RegionsView page(PolicyJson... policies) {
    ReadinessJson drain =
        new ReadinessJson(
            "us-east",
            "drain",
            false,
            "no",
            List.of(
                new CheckJson("survivors", "assertion", "passed", "eu-west is healthy"),
                new CheckJson("lag:database", "consent", "unknown", "was not measured")),
            false);
    return RegionsPage.of(
        new RegionsJson(List.of(policies), null),
        List.of(drain),
        SIGHT,
        Range.M15,
        NO_CHARTS,
        NO_CONFLICTS);
  }

  @Test
  void withoutAPolicyItSaysHowToDeclareOne() {
    RegionsView view = page();
    assertThat(view.sentence()).isEqualTo("No region is looked after.");
    assertThat(view.plane()).isEmpty();
  }

  @Test
  void whatStandsAndWhatDoesNotIsTheFirstSentence() {
    assertThat(page(policy("healthy", 0.2, List.of())).sentence())
        .isEqualTo("All 2 regions stand.");
    assertThat(page(policy("fenced", 0.2, List.of())).sentence()).isEqualTo("us-east is fenced.");
    assertThat(page(policy("unknown", 0.2, List.of())).sentence()).isEqualTo("us-east is unknown.");
    assertThat(page(policy("fenced", 0.2, List.of())).sub())
        .isEqualTo("shop: eu-west owns the writes, epoch 2.");
  }

  @Test
  void whatIsNotKnownIsNeverANumberAndNeverGreen() {
    RegionsView.Policy policy = page(policy("unknown", 0.2, List.of())).policies().getFirst();
    RegionsView.Region east = policy.regions().getFirst();
    assertThat(east.css()).isEqualTo("unknown");
    assertThat(List.of(east.load(), east.ahead(), east.without(), east.outage()))
        .containsOnly(Sight.UNKNOWN);
    assertThat(policy.regions().getLast().ready()).isEqualTo("unknown");
    assertThat(policy.stores().getFirst().across()).isEqualTo(Sight.UNKNOWN);
    assertThat(policy.stores().getFirst().skew()).isEqualTo(Sight.UNKNOWN);
  }

  @Test
  void saysWhichRulesStandAgainstTakingARegionOut() {
    RegionsView.Region east =
        page(policy("healthy", 0.2, List.of())).policies().getFirst().regions().getFirst();
    assertThat(east.ready()).isEqualTo("cannot be taken out");
    assertThat(east.rules()).hasSize(2);
    assertThat(east.against())
        .extracting(rule -> rule.css() + " " + rule.name())
        .containsExactly("unknown lag:database");
  }

  @Test
  void lagBeyondWhatMayBeLostIsBadOnTheMapToo() {
    RegionsView.Policy late = page(policy("healthy", 5.1, List.of())).policies().getFirst();
    assertThat(late.links().getFirst().css()).isEqualTo("bad");
    RegionMap.Wire wire = late.map().wires().getFirst();
    assertThat(wire.css()).isEqualTo(" failing");
    assertThat(wire.labels())
        .extracting(RegionMap.Label::text)
        .containsExactly("eu-west → us-east: 5.1\u00a0s behind");
    assertThat(page(policy("healthy", 5, List.of())).policies().getFirst().links().getFirst().css())
        .isEqualTo("ok");
  }

  @Test
  void writesOfOurOwnThatAreGoneAreAWarning() {
    assertThat(page(policy("healthy", 0.2, List.of(4L, 7L))).policies().getFirst().warnings())
        .containsExactly("database: 2 of our own writes were acknowledged and are gone.");
  }

  @Test
  void aControlPlaneThatCannotDecideWithoutARegionSaysSo() {
    ControlPlaneJson plane =
        new ControlPlaneJson(
            "us-east",
            "follower",
            3,
            null,
            2,
            2,
            false,
            List.of(
                new ControlPlaneJson.PeerJson(
                    "eu-west", "10.2.0.5:7710", false, "unreachable", NOW, null, null, null, null)),
            new ControlPlaneJson.SharedJson(4, 1, "the clock is off", 2, 0),
            List.of("two voters and no witness"));
    RegionsView.Plane shown =
        RegionsPage.of(
                new RegionsJson(List.of(), plane),
                List.of(),
                SIGHT,
                Range.M15,
                NO_CHARTS,
                NO_CONFLICTS)
            .plane()
            .getFirst();
    assertThat(shown.sentence())
        .isEqualTo(
            "This is us-east. Nobody is known to lead 2 voters; 2 decide."
                + " A region that is lost leaves no majority: failover is by hand.");
    assertThat(shown.peers().getFirst().css()).isEqualTo("bad");
    assertThat(shown.peers().getFirst().same()).isEqualTo(Sight.UNKNOWN);
  }

  @Test
  void theMapKeepsEveryBoxInsideHoweverMany() {
    for (int n = 1; n <= 6; n++) {
      List<RegionMap.Spot> spots =
          IntStream.range(0, n)
              .mapToObj(i -> new RegionMap.Spot("r" + i, "ok", "healthy", ""))
              .toList();
      RegionMap map = RegionMap.of(spots, List.of());
      assertThat(map.wires()).hasSize(n * (n - 1) / 2);
      assertThat(map.nodes())
          .allSatisfy(
              node -> {
                assertThat(node.x()).isBetween(0, map.width() - RegionMap.BOX_WIDTH);
                assertThat(node.y()).isBetween(0, map.height() - RegionMap.BOX_HEIGHT);
              });
    }
  }

  @Test
  void aConflictShowsBothValuesAndThatThereIsMore() {
    RegionsView.Conflicts conflicts = ConflictLines.of(SampleRegions.conflicts(), 20, SIGHT);

    assertThat(conflicts.sentence())
        .isEqualTo("1,200 acknowledged writes were not kept; the latest 1,000 are listed.");
    assertThat(conflicts.problems()).containsExactly("reviews: us-east: no connection to a:5432");
    RegionsView.Conflict line = conflicts.lines().getFirst();
    assertThat(line.lost().by() + " " + line.lost().value())
        .isEqualTo("us-east {\"body\": \"good\"}");
    assertThat(line.won())
        .extracting(RegionsView.Side::by, RegionsView.Side::value)
        .containsExactly(tuple("eu-west", "{\"body\": \"bad\"}"));
    assertThat(line.policy()).isEqualTo("last-writer-wins");
    assertThat(conflicts.newer()).isEqualTo(0);
    assertThat(conflicts.older()).isEqualTo(40);
    assertThat(
            new Templates()
                .render("part/regionConflicts", Map.of("conflicts", conflicts, "range", "1h")))
        .contains("{\"body\": \"good\"}")
        .contains("Not read: reviews: us-east")
        .contains("?range=1h&conflicts=40#conflicts");
  }

  @Test
  void thatThereAreNoConflictsSaysWhatItMeans() {
    assertThat(NO_CONFLICTS.sentence()).startsWith("Nothing is merged here: no Replication");
    assertThat(none(NOW, JournalState.READ, List.of()).sentence())
        .isEqualTo("No acknowledged write was lost by a merge.");
    assertThat(none(NOW, JournalState.PARTLY, List.of("us-east is away")).sentence())
        .isEqualTo("None is known; a database that was not read may have some.");
    assertThat(none(null, JournalState.READ, List.of()).sentence())
        .isEqualTo("The journals are being read.");
  }

  private static RegionsView.Conflicts none(
      @Nullable Instant at, JournalState state, List<String> problems) {
    return ConflictLines.of(
        new ConflictsJson(
            at,
            0,
            0,
            null,
            List.of(),
            List.of(new ConflictsJson.JournalJson("shop", 0, state, problems))),
        0,
        SIGHT);
  }

  @Test
  void databasesThatNeverAnsweredAreNeitherAFaultNorWell() {
    RegionsView.Conflicts early =
        none(NOW, JournalState.NOT_REACHED_YET, List.of("us-east: no connection"));
    assertThat(early.sentence()).isEqualTo("None is known, and not all could be read.");
    assertThat(early.problems()).isEmpty();
    assertThat(early.waiting())
        .containsExactly(
            "shop is not reached yet: no database of it has answered since this server began"
                + " (us-east: no connection)");
    assertThat(none(NOW, JournalState.NOT_INSTALLED, List.of("a: nothing is installed")).waiting())
        .containsExactly("shop does not replicate yet (a: nothing is installed)");
    assertThat(none(NOW, JournalState.AWAY, List.of("us-east is away")).problems())
        .containsExactly("shop: us-east is away");
  }

  @Test
  void whatAChoiceCostsIsMeasuredOrSaidNotToBe() {
    RegionsView.Policy policy = page(policy("healthy", 0.2, List.of())).policies().getFirst();
    assertThat(policy.costs())
        .extracting(cost -> cost.operation() + " | " + cost.latency() + " | " + cost.loss())
        .containsExactly(
            "payments POST /charges | 151.4\u00a0ms for a write from elsewhere, measured on database"
                + " | up to 0.4\u00a0s of acknowledged writes (about 13)",
            "reviews | saves a wait of 151.4\u00a0ms, measured on database"
                + " | not measured yet: no eventual store is probed");
  }
}
