// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.Standing.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class LossAccountTest {

  private static final Instant LOST = Instant.parse("2026-01-05T10:00:00Z");

  private final Opinions opinions = new Opinions(new DemoOptions.Ports(7700, 7200, 15432));

  private static Truth truth(String more) {
    return Truth.of(
            JsonMapper.shared()
                .readTree(
                    """
                    {"kind":"region-loss","target":"database","region":"us-east","start":"%s"%s}\
                    """
                        .formatted(LOST, more)))
        .orElseThrow();
  }

  private static Standing standing(Answer inStep, long waiting) {
    return new Standing(
        "shop-reviews",
        List.of(new Standing.Node("us-east", 1, true, 0, 0, 1, 0, 10)),
        List.of(new Standing.Link("us-east", "eu-west", true, waiting, 0, "reserved")),
        List.of(new Standing.Table("us-east", "public.likes", 3, "d", 3, 0, 0)),
        List.of(
            new Standing.Conflict(
                "public.likes",
                "[1, 2]",
                "us-east",
                "",
                "I",
                "old",
                "eu-west",
                "",
                "I",
                "new",
                "")),
        List.of(),
        List.of(),
        inStep);
  }

  private LossAccount account(String more) {
    return new LossAccount(truth(more), Optional.of(opinions));
  }

  @Test
  void whatWasNotMeasuredIsNullAndNoProblem() {
    LossAccount account = new LossAccount(truth(""), Optional.empty());
    ObjectNode document = JsonMapper.shared().createObjectNode();
    account.write(document);
    assertThat(document.toString())
        .isEqualTo(
            """
            {"owners":null,"split_brain_writes":null,"unattributed_writes":null,"returned":null,\
            "reviews":null}\
            """);
    assertThat(account.problems()).isEmpty();
    assertThat(account.text())
        .isEqualTo("; split-brain writes not measured; the region was not back before the end");
  }

  @Test
  void aWriteOfAnOwnerThatWasNoneIsAProblem() {
    LossAccount account =
        account(
            """
            ,"split_brain_writes":2,"owners":[{"region":"us-east","term":1,"writes":9}]\
            """);
    assertThat(account.problems())
        .containsExactly("2 writes were acknowledged by an owner that was none (expected: 0)");
    assertThat(account.text()).contains("split-brain writes 2 (us-east term 1: 9)");
  }

  @Test
  void databasesThatComeBackHaveToBeTheSame() {
    String back =
        """
        ,"returned":{"at":"2026-01-05T10:00:20Z","equal":%s},"opinions_lost":%s,\
        "opinions":{"acknowledged":7,"written_on":%d,"failed":1}\
        """;
    opinions.add(LOST.minusSeconds(1), standing(Answer.YES, 64));
    opinions.add(LOST.plusSeconds(5), standing(Answer.UNKNOWN, 0));
    assertThat(account(back.formatted(false, "[\"REVIEW 1\"]", 0)).problems())
        .containsExactly(
            "orders or payments are not the same in both regions after the return",
            "1 acknowledged reviews, likes or comments are gone although their region is back",
            "nobody could write reviews in the region that was left",
            "reviews are not the same in both regions after the return");

    opinions.add(LOST.plusSeconds(23), standing(Answer.YES, 0));
    LossAccount well = account(back.formatted(true, "[]", 5));
    assertThat(well.problems()).isEmpty();
    ObjectNode document = JsonMapper.shared().createObjectNode();
    well.write(document);
    assertThat(document.path("reviews").path("waiting_bytes_before").asLong()).isEqualTo(64);
    assertThat(document.path("reviews").path("in_step_seconds").asDouble()).isEqualTo(3);
    assertThat(document.path("reviews").path("overwritten_writes").asLong()).isEqualTo(1);
    assertThat(document.path("reviews").path("overwritten").path(0).path("lost").asString())
        .isEqualTo("old");
    assertThat(document.path("reviews").path("overwritten").path(0).path("kept").asString())
        .isEqualTo("new");
  }

  @Test
  void theReviewsOfTheDemoHaveTheDatabasesBesideTheOthers() {
    assertThat(Opinions.replication(new DemoOptions.Ports(7700, 7200, 15432)).nodes())
        .extracting(node -> node.name() + " " + node.url())
        .containsExactly(
            "us-east jdbc:postgresql://127.0.0.1:15434/shop",
            "eu-west jdbc:postgresql://127.0.0.1:15435/shop");
  }
}
