// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static Instant from(String text) {
    return new Parameters(Map.of("from", List.of(text))).instant("from", Instant.EPOCH);
  }

  @Test
  void aTimeIsOneToWhichALengthCanBeAdded() {
    assertThat(from("2026-03-01T12:00:00Z")).isEqualTo("2026-03-01T12:00:00Z");
    for (String far :
        List.of(
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z")) {
      assertThatThrownBy(() -> from(far))
          .isInstanceOf(ApiException.class)
          .hasMessage("from: " + far + " (expected: a year from 0001 to 9999)");
    }
  }

  @Test
  void whatIsNoTimeIsSaidWithTheRule() {
    assertThatThrownBy(() -> from("yesterday"))
        .hasMessage("from: yesterday (expected: RFC 3339 such as 2026-01-31T09:30:00Z)");
  }
}
