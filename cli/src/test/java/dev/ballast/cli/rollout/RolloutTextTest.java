// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The line that watch shows. */
class RolloutTextTest {

  private static String brief(String json) {
    return RolloutText.brief(JsonMapper.shared().readTree(json));
  }

  @Test
  void ends_with_why_it_failed() {
    assertThat(
            brief(
                """
                {"namespace":"shop","name":"payments","phase":"Failed","gets":"nothing","weight":0,
                "because":"aborted by ann"}\
                """))
        .isEqualTo("shop/payments  Failed  0 %  not judged  because: aborted by ann");
  }

  @Test
  void says_who_paused_it() {
    assertThat(
            brief(
                """
                {"namespace":"shop","name":"payments","phase":"Progressing","gets":"10 %","weight":10,
                "paused":true,"paused_by":"ann","paused_at":"2026-11-27T08:00:00.5Z"}\
                """))
        .isEqualTo(
            "shop/payments  Progressing  10 %  not judged  paused by ann since"
                + " 2026-11-27T08:00:00Z");
  }
}
