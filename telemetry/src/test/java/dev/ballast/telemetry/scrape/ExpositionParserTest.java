// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.promql.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpositionParserTest {

  @Test
  void readsText() {
    assertThat(
            text(
                """
                # HELP http_requests_total The total, with a \\\\ and a \\n in it.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027 1395066363000
                http_requests_total { method = "post" , code = "400" , }    3 -1395066363000

                # a comment
                #another
                msdos{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find:\\n\\"FILE\\"", odd="\\a"} 1.458255915e9
                metric_without_timestamp_and_labels 12.47
                 something_weird{problem="division by zero"} +Inf -3982045
                \tempty_labels{} NaN
                # TYPE rpc untyped
                hex 0x1p-2"""))
        .containsExactly(
            "HELP http_requests_total: The total, with a \\ and a \n in it.",
            "TYPE http_requests_total: counter",
            "http_requests_total{code=\"200\",method=\"post\"} 1027.0 @1395066363000",
            "http_requests_total{code=\"400\",method=\"post\"} 3.0 @-1395066363000",
            "msdos{error=\"Cannot find:\\n\\\"FILE\\\"\",odd=\"\\\\a\",path=\"C:\\\\DIR\\\\FILE.TXT\"} 1.458255915E9",
            "metric_without_timestamp_and_labels 12.47",
            "something_weird{problem=\"division by zero\"} Infinity @-3982045",
            "empty_labels NaN",
            "TYPE rpc: unknown",
            "hex 0.25");
  }

  @Test
  void readsNamesOfAnyCharactersInQuotes() {
    assertThat(
            text(
                """
                # HELP "http.requests" Dots.
                # TYPE "http.requests" gauge
                {"http.requests", "a.b"="c", d="e"} 1
                {"alone"} 2
                {d="e","late.name"} 3
                old{"quoted.label"="x"} 4
                """))
        .containsExactly(
            "HELP http.requests: Dots.",
            "TYPE http.requests: gauge",
            "http.requests{a.b=\"c\",d=\"e\"} 1.0",
            "alone 2.0",
            "late.name{d=\"e\"} 3.0",
            "old{quoted.label=\"x\"} 4.0");
  }

  @Test
  void readsOpenMetricsWithExemplarsAndTimesInSeconds() {
    assertThat(
            openMetrics(
                """
                # TYPE foo_seconds histogram
                # UNIT foo_seconds seconds
                # HELP foo_seconds Time of \\"foo\\".
                foo_seconds_bucket{le="1"} 5 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
                foo_seconds_bucket{le="+Inf"} 17 # {} 9.8 1520879607.789
                foo_seconds_created 1520430000.123
                # EOF
                """))
        .containsExactly(
            "TYPE foo_seconds: histogram",
            "UNIT foo_seconds: seconds",
            "HELP foo_seconds: Time of \"foo\".",
            "foo_seconds_bucket{le=\"1.0\"} 5.0 @1520879607789",
            "foo_seconds_bucket{le=\"+Inf\"} 17.0",
            "foo_seconds_created 1.520430000123E9");
  }

  @Test
  void writesBoundsAndQuantilesOfKnownTypesAsFloats() {
    assertThat(
            text(
                """
                # TYPE h histogram
                h_bucket{le="10"} 1
                # TYPE s summary
                s{quantile="1"} 1
                # TYPE g gauge
                g{le="10",quantile="1"} 1
                """))
        .contains("h_bucket{le=\"10.0\"} 1.0", "s{quantile=\"1.0\"} 1.0")
        .contains("g{le=\"10\",quantile=\"1\"} 1.0");
  }

  @Test
  void keepsTheSeriesAsItWasWrittenForLookUp() {
    ExpositionParser parser =
        new ExpositionParser("a {b = \"}\\\"\"} 1\nc  2\n", ExpositionFormat.TEXT);

    assertThat(parser.next()).isEqualTo(ExpositionParser.Entry.SAMPLE);
    assertThat(parser.series()).isEqualTo("a {b = \"}\\\"\"}");
    assertThat(parser.next()).isEqualTo(ExpositionParser.Entry.SAMPLE);
    assertThat(parser.series()).isEqualTo("c");
    assertThat(parser.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{b='c' 1          | line 2: '1' (expected: ',' or '}')",
        "a{b=c} 1           | line 2: 'c' (expected: '\"')",
        "a{b='c} 1          | line 2: end of line (expected: a closing quote)",
        "a                  | line 2: end of line (expected: a value)",
        "a b                | line 2: b (expected: a number)",
        "a 1d               | line 2: 1d (expected: a number)",
        "a 1 x              | line 2: x (expected: a time in milliseconds)",
        "a 1 1.5            | line 2: 1.5 (expected: a time in milliseconds)",
        "a 1 2 3            | line 2: '3' (expected: the end of the line)",
        "a{b='c',b='d'} 1   | line 2: label b twice (expected: each label once)",
        "{b='c'} 1          | line 2: {b='c'} (expected: a metric name)",
        "9a 1               | line 2: '9' (expected: a name)",
        "a 1 # {x='y'} 1    | line 2: '#' (expected: the end of the line)",
      })
  void saysInWhichLineTextIsWrong(String line, String message) {
    assertThatExceptionOfType(ExpositionException.class)
        .isThrownBy(() -> text("ok 1\n" + line.replace('\'', '"') + "\n"))
        .withMessage(message.replace("b='c'}", "b=\"c\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 1                | line 2: end of text (expected: \"# EOF\" at the end of OpenMetrics)",
        "# EOF;a 1          | line 2: text after # EOF (expected: nothing)",
        "a 1 x;# EOF        | line 1: x (expected: a time in seconds)",
      })
  void saysInWhichLineOpenMetricsIsWrong(String lines, String message) {
    assertThatExceptionOfType(ExpositionException.class)
        .isThrownBy(() -> openMetrics(lines.replace(';', '\n') + "\n"))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "1histogram.om.txt, OPENMETRICS, 42, 1",
    "alltypes.5mfs.om.txt, OPENMETRICS, 53, 5",
    "alltypes.237mfs.prom.txt, TEXT, 1857, 237",
    "alltypes.237mfs.nometa.prom.txt, TEXT, 1857, 0",
  })
  void readsRecordedExpositions(String file, ExpositionFormat format, int samples, int types)
      throws IOException {
    Path folder = Path.of(System.getProperty("ballast.shared", "../shared"));
    Path path = folder.resolve("data/promql/exposition").resolve(file);
    assumeTrue(Files.exists(path), () -> "no " + path + ": set -Dballast.shared");
    String body = Files.readString(path);

    List<String> entries = entries(body, format);

    long lines = body.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).count();
    assertThat(entries.stream().filter(e -> !e.matches("(TYPE|HELP|UNIT) .*")).count())
        .isEqualTo(lines)
        .isEqualTo(samples);
    assertThat(entries.stream().filter(e -> e.startsWith("TYPE "))).hasSize(types);
  }

  private static List<String> text(String body) {
    return entries(body, ExpositionFormat.TEXT);
  }

  private static List<String> openMetrics(String body) {
    return entries(body, ExpositionFormat.OPENMETRICS);
  }

  private static List<String> entries(String body, ExpositionFormat format) {
    ExpositionParser parser = new ExpositionParser(body, format);
    List<String> entries = new ArrayList<>();
    for (var entry = parser.next(); entry != null; entry = parser.next()) {
      entries.add(
          entry == ExpositionParser.Entry.SAMPLE
              ? Labels.of(parser.labels())
                  + " "
                  + parser.value()
                  + (parser.hasTime() ? " @" + parser.timeMillis() : "")
              : entry + " " + parser.family() + ": " + parser.text());
    }
    return entries;
  }
}
