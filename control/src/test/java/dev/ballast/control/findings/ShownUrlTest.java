// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.gameday.CanaryLoad;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShownUrlTest {

  @Test
  void hidesWhoSignsInAndParametersThatAreSecrets() {
    assertThat(ShownUrl.of("https://me:planted@shop.example/a?page=2&api_key=planted&id={id}"))
        .isEqualTo("https://***@shop.example/a?page=2&api_key=***&id={id}");
    assertThat(ShownUrl.of("http://alarm.example/?Access-Token=planted#top"))
        .isEqualTo("http://alarm.example/?Access-Token=***#top");
  }

  @Test
  void leavesOtherUrlsAsTheyAre() {
    for (String url : List.of("http://shop.example/", "http://h:8080/@me?id={id}&page=2#a@b")) {
      assertThat(ShownUrl.of(url)).isEqualTo(url);
    }
  }

  @Test
  void noRegressionRepeatsOne() {
    CanaryLoad load =
        new CanaryLoad(
            "users", "http://h/?token=planted", 1, List.of(), "", Map.<String, String>of(), null);

    assertThat(LoadText.of(load)).doesNotContain("planted").contains("http://h/?token=***");
  }
}
