// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Style;
import dev.ballast.connect.postgres.leader.LostWrites;
import dev.ballast.connect.postgres.leader.Promotion;
import dev.ballast.connect.postgres.leader.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaderTextTest {

  @Test
  void aStandingShowsRolesAndHowFarBehind() {
    var standing =
        new Standing(
            "shop",
            List.of(
                new Standing.Node("us-east", Standing.Role.LEADER, 3, "0/5000", -1, -1, ""),
                new Standing.Node("eu-west", Standing.Role.FOLLOWER, 3, "0/4F00", 256, 1.25, ""),
                new Standing.Node("asia", Standing.Role.UNREACHABLE, 0, "", -1, -1, "away")),
            List.of("not reached: away"));

    assertThat(LeaderText.of(standing, Style.PLAIN))
        .isEqualTo(
            """
            ✗ not reached: away
            NODE     ROLE         EPOCH  POSITION  BEHIND  SECONDS
            us-east  leader           3  0/5000
            eu-west  follower         3  0/4F00     256 B      1.3
            asia     unreachable
            """);
  }

  @Test
  void aPromotionSaysWhetherAnythingWasLost() {
    assertThat(LeaderText.of(new Promotion("eu-west", true, "", 4, "0/5000", true)))
        .isEqualTo(
            "eu-west leads in epoch 4, from 0/5000 on. It has everything that the old leader"
                + " acknowledged.\n");
    assertThat(LeaderText.of(new Promotion("eu-west", false, "us-east may write.", 0, "", false)))
        .isEqualTo("eu-west: not promoted. us-east may write.\n");
  }

  @Test
  void lostWritesAreNamed() {
    var lost =
        new LostWrites(
            "0/5000",
            List.of(new LostWrites.Transaction(741, "2026-11-27 08:00:00 UTC")),
            List.of(new LostWrites.Row("public.item", 741, "{\"id\": 3}")),
            true);

    assertThat(LeaderText.of(lost))
        .isEqualTo(
            """
            1 acknowledged transactions were lost, from 0/5000 on, committed 2026-11-27 08:00:00 UTC \
            to 2026-11-27 08:00:00 UTC.
              public.item, transaction 741: {"id": 3}
            """);
    assertThat(LeaderText.of(new LostWrites("", List.of(), List.of(), true)))
        .isEqualTo("No acknowledged write was lost.\n");
  }
}
