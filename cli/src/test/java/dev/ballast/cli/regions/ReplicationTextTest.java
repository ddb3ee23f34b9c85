// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Style;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.Thinned;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicationTextTest {

  @Test
  void aStandingShowsLagLossAndBothValuesOfEachLostWrite() {
    var standing =
        new Standing(
            "shop",
            List.of(
                new Standing.Node("us-east", 1, true, 0, 0, 1, 0, 65_536),
                new Standing.Node("eu-west", 2, true, 612.4, 0.3, 1, 2, 65_536)),
            List.of(new Standing.Link("us-east", "eu-west", true, 12_345, 0, "reserved")),
            List.of(new Standing.Table("us-east", "public.item", 3, "12345678901234", 5, 2, 0)),
            List.of(
                new Standing.Conflict(
                    "item",
                    "[1]",
                    "us-east",
                    "09:00:01",
                    "update",
                    "{\"v\": \"a\"}",
                    "eu-west",
                    "09:00:02",
                    "update",
                    "{\"v\": \"b\"}",
                    "v")),
            List.of(),
            List.of("eu-west: 2 parked rows"),
            Standing.Answer.NO);

    assertThat(ReplicationText.standing(standing, Style.PLAIN))
        .isEqualTo(
            """
            shop: nodes have different rows (writes may be on their way).
            ✗ eu-west: 2 parked rows

            NODE     ID           CLOCK  LOST WRITES  PARKED    LOG
            us-east   1    +0.0 ±0.0 ms            1       0  65 kB
            eu-west   2  +612.4 ±0.3 ms            1       2  65 kB

            LINK               CONNECTED  WAITING  ERRORS
            us-east → eu-west  yes          12 kB       0

            TABLE        NODE     ROWS  LOG ENTRIES  OLD  UNEQUAL  DIGEST
            public.item  us-east     3            5    2        0  123456789012

            Lost writes, the latest first (all: ballast.conflict):
            item [1], columns v
              lost: update of us-east at 09:00:01: {"v": "a"}
              won:  update of eu-west at 09:00:02: {"v": "b"}
            """);
  }

  @Test
  void thinningSaysWhatIsGoneOrWhatHinders() {
    var logs = List.of(new Thinned.Log("us-east", "public.item", 12, 3));
    var done = new Thinned("shop", Instant.parse("2026-01-02T03:04:05Z"), List.of(), logs);
    var hindered = new Thinned("shop", Instant.EPOCH, List.of("eu-west: is away"), List.of());

    assertThat(ReplicationText.thinned(done, Style.PLAIN))
        .isEqualTo(
            """
            shop: thinned what was written before 2026-01-02T03:04:05Z.

            TABLE        NODE     GONE  LEFT
            public.item  us-east    12     3
            """);
    assertThat(ReplicationText.thinned(hindered, Style.PLAIN))
        .isEqualTo("shop: nothing was thinned.\n✗ eu-west: is away\n");
  }

  @Test
  void aFindingSaysWhereWhatAndHow() {
    var wrong = new Finding("us-east", "public.item", "no primary key", "one", "add one", false);
    var odd = new Finding("", "", "clocks are 120 ms apart", "", "look at NTP", true);

    assertThat(ReplicationText.findings(List.of(wrong, odd)))
        .isEqualTo(
            """
            ✗ us-east: public.item: no primary key (expected: one). Fix: add one
            caution: clocks are 120 ms apart. Fix: look at NTP
            """);
    assertThat(ReplicationText.refuses(List.of(odd))).isFalse();
  }
}
