// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromqlSuiteTest {

  @ParameterizedTest
  @ValueSource(strings = {"slo.test", "engine.test"})
  void ourOwnScriptsPass(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/scripts/" + name)) {
      assertThat(in).as(name).isNotNull();
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      SuiteReport.FileReport report = PromqlSuite.runScript(name, script);
      assertThat(report.failures()).isEmpty();
      assertThat(report.excluded()).isZero();
      assertThat(report.passed()).isPositive();
    }
  }

  private static SuiteReport.FileReport run(String... lines) {
    return PromqlSuite.runScript("test", String.join("\n", lines));
  }

  @Test
  void aWrongValueFailsWithItsPlace() {
    SuiteReport.FileReport report = run("load 1m", "  m 1 2", "", "eval instant at 1m m", "  m 3");
    assertThat(report.failed()).isEqualTo(1);
    SuiteReport.Failure failure = report.failures().getFirst();
    assertThat(failure.line()).isEqualTo(4);
    assertThat(failure.query()).isEqualTo("m");
    assertThat(failure.expected()).isEqualTo("m 3");
    assertThat(failure.actual()).isEqualTo("m 2 (evaluated at 60000 ms: m)");
  }

  @Test
  void anUnexpectedWarningFails() {
    SuiteReport.FileReport report =
        run(
            "load 1m",
            "  m 1",
            "",
            "eval instant at 0 quantile(2, m)",
            "  expect no_warn",
            "  {} Inf");
    assertThat(report.failures())
        .singleElement()
        .extracting(SuiteReport.Failure::actual)
        .asString()
        .startsWith("warning [PromQL warning: quantile value should be");
  }

  @Test
  void aMissingErrorFails() {
    assertThat(run("eval_fail instant at 0 1").failed()).isEqualTo(1);
    assertThat(run("eval instant at 0 1", "  expect fail").failed()).isEqualTo(1);
  }

  @Test
  void excludesOnlyWhatTouchesNativeHistograms() {
    SuiteReport.FileReport report =
        run(
            "load 1m",
            "  h {{schema:0 sum:1 count:1}}x3",
            "  f 1",
            "",
            "eval instant at 0 count(h)",
            "  {} 1",
            "",
            "eval instant at 0 f",
            "  f 1");
    assertThat(report.excluded()).isEqualTo(1);
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.exclusions().getFirst().rule()).isEqualTo(SuiteReport.Rule.NATIVE_HISTOGRAM);
  }

  @Test
  void excludesExperimentalFeatures() {
    SuiteReport.FileReport report =
        run(
            "eval instant at 0 max_of(1, 2)",
            "  2",
            "",
            "eval instant at 0 sum(rate(m[1m] anchored))");
    assertThat(report.excluded()).isEqualTo(2);
    assertThat(report.excludedPassing()).isEqualTo(1);
    assertThat(report.exclusions())
        .extracting(SuiteReport.Exclusion::reason)
        .containsExactly("the function max_of", "the modifier anchored");
  }

  @Test
  void anUnreadableCommandFails() {
    assertThat(run("evil instant").failed()).isEqualTo(1);
    assertThat(run("load forever", "  m 1").failed()).isEqualTo(1);
  }
}
