// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Verification;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RemediationsTest {

  private static final String FILE =
      """
      {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: payments}}
      ---
      apiVersion: ballast.dev/v1
      kind: Remediation
      metadata: {name: more}
      spec:
        service: payments
        trigger: {forecast: {load: sum(up), each: 16}}
        action: {scale: {target: deployment/shop/payments, by: 1, most: 8}}
      """;

  private static Verification verification(String more) {
    Reading reading =
        ConfigurationReader.readSources(
            List.of(Source.of("heal.yaml", FILE + more)), QueryChecker.NONE);
    assertThat(reading.errors()).isEmpty();
    return Objects.requireNonNull(reading.configuration().remediations().get("more"))
        .verification();
  }

  /** What is expected is then as much as there is room for, or the budget burns at its own pace. */
  @Test
  void isWellAtOneWithoutAQuery() {
    assertThat(verification("").atMost()).isEqualTo(1);
    assertThat(verification("  verification: {settle: 5s, within: 90s}\n").atMost()).isEqualTo(1);
  }

  @Test
  void isWellAtOneInAHundredOfAQuery() {
    assertThat(verification("  verification: {query: sum(up)}\n").atMost()).isEqualTo(0.01);
    assertThat(verification("  verification: {query: sum(up), atMost: 5}\n").atMost()).isEqualTo(5);
  }
}
