// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs the public part of Prometheus' own conformance suite. */
final class ConformanceTest {

  private static final Set<String> CORE =
      Set.of(
          "aggregators.test",
          "at_modifier.test",
          "collision.test",
          "functions.test",
          "histograms.test",
          "literals.test",
          "name_label_dropping.test",
          "operators.test",
          "range_queries.test",
          "selectors.test",
          "staleness.test",
          "subquery.test",
          "trig_functions.test");

  @Test
  void passesEveryCaseThatNoRuleExcludes() throws IOException {
    Path shared = Path.of(System.getProperty("ballast.shared", "../shared"));
    Path suite = shared.resolve("data/promql/promqltest");
    assumeTrue(Files.isDirectory(suite), "no conformance data at " + suite);
    SuiteReport report = PromqlSuite.run(suite);
    assertThat(report.files()).extracting(SuiteReport.FileReport::file).containsAll(CORE);
    assertThat(report.files()).flatExtracting(SuiteReport.FileReport::failures).isEmpty();
    assertThat(report.passed() + report.excluded()).isEqualTo(report.cases());
    assertThat(
            report.files().stream()
                .filter(file -> CORE.contains(file.file()))
                .mapToInt(SuiteReport.FileReport::passed)
                .sum())
        .isGreaterThan(650);
  }
}
