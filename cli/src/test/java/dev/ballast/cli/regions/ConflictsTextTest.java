// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Style;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ConflictsTextTest {

  private static JsonNode answer(String json) {
    return JsonMapper.shared().readTree(json);
  }

  @Test
  void showsBothValuesAndWhyOneWasKept() {
    JsonNode answer =
        answer(
            """
            {"at":"2026-03-01T12:00:05Z","total":31,"kept":31,"next_offset":1,
             "journals":[{"name":"shop","total":31,"problems":[]}],
             "conflicts":[{"at":"2026-03-01T12:00:00Z","journal":"shop","place":"review",
              "key":"[7]","policy":"last-writer-wins",
              "lost":{"by":"us-east","stamp":"2026-03-01T12:00:00Z+3","kind":"update","value":"good"},
              "won":{"by":"eu-west","stamp":"2026-03-01T12:00:01Z+0","kind":"delete","value":"null"},
              "why":"neither knew of the other, and its stamp is 1,000 ms earlier"}]}
            """);
    assertThat(ConflictsText.of(answer, Style.PLAIN))
        .isEqualTo(
            """
            2026-03-01T12:00:00Z shop review [7]
              lost  update of us-east: good  (stamp 2026-03-01T12:00:00Z+3)
              kept  delete of eu-west: null  (stamp 2026-03-01T12:00:01Z+0)
              why   last-writer-wins: neither knew of the other, and its stamp is 1,000 ms earlier
            31 lost writes. More: --offset 1
            """);
    assertThat(ConflictsText.isWhole(answer)).isTrue();
  }

  @Test
  void nothingLostNothingDeclaredAndNothingReadAreThreeThings() {
    assertThat(of("{\"at\":\"x\",\"total\":0,\"journals\":[],\"conflicts\":[]}"))
        .startsWith("No conflicts can be: no Replication");
    assertThat(
            of(
                "{\"at\":\"x\",\"total\":0,\"conflicts\":[],"
                    + "\"journals\":[{\"name\":\"shop\",\"total\":0,\"problems\":[]}]}"))
        .isEqualTo("No acknowledged write was lost by a merge.\n");
    assertThat(of("{\"at\":null,\"total\":0,\"journals\":[],\"conflicts\":[]}"))
        .startsWith("The journals are being read");
  }

  @Test
  void aDatabaseThatIsAwayIsSaidFirst() {
    String json =
        "{\"at\":\"x\",\"total\":0,\"conflicts\":[],\"journals\":"
            + "[{\"name\":\"shop\",\"total\":0,\"problems\":[\"us-east: no connection\"]}]}";
    assertThat(of(json))
        .isEqualTo(
            """
            not read: shop: us-east: no connection
            None is known; what could not be read may have some.
            """);
    assertThat(ConflictsText.isWhole(answer(json))).isFalse();
  }

  @Test
  void whatHasNotBegunIsNeitherReadNorBroken() {
    String json =
        "{\"at\":\"x\",\"total\":0,\"conflicts\":[],\"journals\":[{\"name\":\"shop\",\"total\":0,"
            + "\"state\":\"NOT_REACHED_YET\",\"problems\":[\"us-east: no connection\"]}]}";
    assertThat(of(json))
        .isEqualTo(
            """
            not reached yet: shop
              us-east: no connection
            None is known; what could not be read may have some.
            """);
    assertThat(of(json.replace("NOT_REACHED_YET", "NOT_INSTALLED")))
        .startsWith("not installed: shop");
    assertThat(ConflictsText.isWhole(answer(json))).isFalse();
  }

  private static String of(String json) {
    return ConflictsText.of(answer(json), Style.PLAIN);
  }
}
