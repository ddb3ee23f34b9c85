// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Style;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ControlPlaneTextTest {

  private static String text(String json) {
    JsonNode plane = JsonMapper.shared().readTree(json);
    return ControlPlaneText.of(plane, Style.PLAIN);
  }

  @Test
  void saysNothingOfAServerThatIsAlone() {
    assertThat(text("null")).isEmpty();
  }

  @Test
  void saysWhoLeadsWhoIsAwayAndThatTwoVotersFailOverByHand() {
    String text =
        text(
            """
            {"region":"us-east","role":"leader","term":3,"leader":"us-east","voters":2,
             "majority":2,"automatic_failover":false,
             "peers":[{"region":"eu-west","address":"10.0.0.2:7710","witness":false,
               "reach":"unreachable","since":null,"behind":7,"lag_seconds":0.0753,
               "clock_offset_seconds":null,"same":false}],
             "shared":{"states":1,"waiting":0,"why":"","losses":0,"owed":0},
             "warnings":["two voters"]}
            """);
    assertThat(text)
        .startsWith("Control plane: this is us-east (leader), us-east leads 2 voters, 2 decide.")
        .contains("Failover is by hand")
        .containsPattern("eu-west +10.0.0.2:7710 +unreachable +7 +75 ms +– +not the same yet")
        .contains("! two voters");
  }
}
