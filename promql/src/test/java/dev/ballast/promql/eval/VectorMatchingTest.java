// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VectorMatchingTest {

  private static final FixedSeries SOURCE =
      new FixedSeries()
          .with(Labels.of("__name__", "errors", "job", "a", "code", "500"), 1000, 4)
          .with(Labels.of("__name__", "errors", "job", "a", "code", "503"), 1000, 6)
          .with(Labels.of("__name__", "errors", "job", "b", "code", "500"), 1000, 1)
          .with(Labels.of("__name__", "requests", "job", "a", "team", "x"), 1000, 100)
          .with(Labels.of("__name__", "requests", "job", "b", "team", "y"), 1000, 50)
          .with(Labels.of("__name__", "requests", "job", "c", "team", "y"), 1000, 10);

  private final Engine engine = new Engine(EngineOptions.DEFAULT);

  private String evaluate(String query) {
    Value.Vector vector = (Value.Vector) engine.instant(query, SOURCE, 0).value();
    StringBuilder text = new StringBuilder();
    vector.samples().stream()
        .map(s -> s.labels() + "=" + s.value())
        .sorted()
        .forEach(s -> text.append(text.isEmpty() ? "" : " ").append(s));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "errors / on (job) group_left () requests | {code=\"500\",job=\"a\"}=0.04"
            + " {code=\"500\",job=\"b\"}=0.02 {code=\"503\",job=\"a\"}=0.06",
        "errors / on (job) group_left (team) requests | {code=\"500\",job=\"a\",team=\"x\"}=0.04"
            + " {code=\"500\",job=\"b\",team=\"y\"}=0.02 {code=\"503\",job=\"a\",team=\"x\"}=0.06",
        "requests - on (job) group_right () errors | {code=\"500\",job=\"a\"}=96.0"
            + " {code=\"500\",job=\"b\"}=49.0 {code=\"503\",job=\"a\"}=94.0",
        "sum by (job) (errors) / on (job) requests | {job=\"a\"}=0.1 {job=\"b\"}=0.02",
        "requests and on (job) errors | requests{job=\"a\",team=\"x\"}=100.0"
            + " requests{job=\"b\",team=\"y\"}=50.0",
        "requests unless on (job) errors | requests{job=\"c\",team=\"y\"}=10.0",
        "requests > 40 | requests{job=\"a\",team=\"x\"}=100.0 requests{job=\"b\",team=\"y\"}=50.0",
        "40 > requests | requests{job=\"c\",team=\"y\"}=10.0",
        "requests > bool 40 | {job=\"a\",team=\"x\"}=1.0 {job=\"b\",team=\"y\"}=1.0"
            + " {job=\"c\",team=\"y\"}=0.0",
      })
  void pairsSeries(String query, String expected) {
    assertThat(evaluate(query)).isEqualTo(expected);
  }

  private String problem(String query) {
    PromqlException problem =
        catchThrowableOfType(PromqlException.class, () -> engine.instant(query, SOURCE, 0));
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.EXECUTION);
    return String.valueOf(problem.getMessage());
  }

  @Test
  void namesBothDuplicatesOfTheOneSide() {
    assertThat(problem("requests / on (job) errors"))
        .isEqualTo(
            "found duplicate series for the match group {job=\"a\"} on the right hand-side of the"
                + " operation: [{__name__=\"errors\", code=\"500\", job=\"a\"},"
                + " {__name__=\"errors\", code=\"503\", job=\"a\"}];many-to-many matching not"
                + " allowed: matching labels must be unique on one side");
  }

  @Test
  void wantsManyToOneToBeExplicit() {
    assertThat(problem("errors / on (job) requests"))
        .isEqualTo(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
  }

  @Test
  void wantsGroupedResultsToBeUnique() {
    assertThat(problem("label_replace(errors, \"code\", \"\", \"\", \"\") or errors"))
        .isEqualTo("vector cannot contain metrics with the same labelset");
    assertThat(
            problem(
                "errors * on (job) group_left (code)"
                    + " label_replace(requests, \"code\", \"same\", \"\", \"\")"))
        .isEqualTo("multiple matches for labels: grouping labels must ensure unique matches");
  }

  @Test
  void aSideWithoutAnySampleGivesNoError() {
    assertThat(evaluate("nothing / on (job) errors")).isEmpty();
  }
}
