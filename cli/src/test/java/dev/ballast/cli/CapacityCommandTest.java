// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code capacity}, and {@code forecast --limit}, which gives the same verdict. */
class CapacityCommandTest {

  private static final String ALL =
      """
      {"sentence":"1 of the 2 capacities needs you.","evaluated_at":"2026-03-01T11:59:58Z",
       "capacities":[
        {"capacity":"disk","urgency":"ACT","more_series":3,"series":[
          {"series":"{device=\\"sda\\"}","urgency":"ACT","recent":[1,2,null,4],
           "sentence":"disk {device=\\"sda\\"} is at 4 and reaches 9 in about 5 d. Decide now."}]},
        {"capacity":"heap","urgency":"FINE","more_series":0,"series":[
          {"series":"","urgency":"FINE","recent":[2,2],"sentence":"heap is at 2. Nothing to do."}]}]}
      """;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell.Answer run(String... arguments) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(arguments);
  }

  @Test
  void saysTheWorstFirst() {
    server.answer("/api/v1/capacity", 200, ALL);
    Shell.Answer answer = run("capacity");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .startsWith("1 of the 2 capacities needs you.\n  ◆ disk  ACT   ▁▃ █")
        .contains("and 3 more series", "  ● heap  FINE", "Next: ballast capacity disk\n");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void failsOnlyWhenAsked() {
    server.answer("/api/v1/capacity", 200, ALL);
    assertThat(run("capacity", "--fail").exitCode()).isEqualTo(1);
    assertThat(run("capacity", "-o", "json").out()).contains("\"capacity\":\"disk\"");
  }

  private static String daily(int n, double perDay) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return IntStream.range(0, n)
        .mapToObj(t -> start.plusSeconds(86_400L * t) + "," + (20 + perDay * t))
        .collect(Collectors.joining("\r\n", "timestamp,value\r\n", "\r\n"));
  }

  private static Shell.Answer forecast(String input, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "forecast";
    arguments[1] = "-";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Shell.piped().runWithInput(input, arguments);
  }

  @Test
  void aFileGetsTheSameVerdict() {
    Shell.Answer answer = forecast(daily(50, 1), "--limit", "80", "--lead-time", "7d");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .startsWith("◆ ACT\nseries is at 69 and reaches 80 in about 11 d (80 %: ")
        .contains("─ limit", "P(BREACH)", "A straight line: what it leaves is noise");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aDocumentHoldsDatesCurveAndEvidence() {
    Shell.Answer answer = forecast(daily(50, 1), "--limit", "80", "-o", "json");
    JsonNode capacity = JsonMapper.shared().readTree(answer.out()).path("capacity");
    JsonNode verdict = capacity.path("series").path(0);
    assertThat(verdict.path("outlook").asString()).isEqualTo("WITHIN");
    assertThat(verdict.path("p50").asString()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(verdict.path("detail").path("curve")).hasSize(21);
    assertThat(verdict.path("detail").path("evidence").path("values").asInt()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2|○ UNKNOWN|series: unknown, 2 values of 1 d each (expected: at least 8).",
        "5,5,5,5,5,5,5,5,5,5|● FINE|series is at 5 and probably stays below 80",
        "-3,-2,-4,-3,-2,-4,-3,-2,-4,-3|● FINE|series is at -3 and probably stays below 80",
        "1,NaN,2,NaN,,3,1,2,3,1,2,3|● FINE|series is at 3 and probably stays below 80",
        "70,71,95|■ ACT NOW|series is at 95, its limit is 80: reached since",
      })
  void anyInputHasADefinedAnswer(String values, String first, String sentence) {
    Shell.Answer answer = forecast(values.replace(",", "\r\n") + "\r\n", "--limit", "80");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out().replace("\n", " ")).startsWith(first).contains(sentence);
    assertThat(answer.out()).doesNotContain("NaN");
  }

  @Test
  void listsAllThatIsWrongWithTheQuestion() {
    Shell.Answer answer =
        forecast(
            "1\n2\n3\n",
            "--limit",
            "NaN",
            "--lead-time",
            "0s",
            "--act-at",
            "2",
            "--consecutive",
            "3 of 2");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains("--limit: NaN", "--lead-time: ", "--act-at: 2.0", "--consecutive: 3 of 2");
    assertThat(forecast("1\nx\n", "--limit", "3").err()).contains("stdin:2:1: \"x\"");
  }

  @Test
  void picturesShowTheLimitItsDatesAndWhatToDo(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("x.svg");
    Path html = folder.resolve("x.html");
    forecast(daily(50, 1), "--limit", "80", "--svg", svg.toString(), "--html", html.toString());
    assertThat(Files.readString(svg))
        .contains("class=\"limit\"", "limit 80", "p10 ", "p50 2026-03-02T00:00:00Z", "p90 ")
        .doesNotContain("NaN");
    assertThat(Files.readString(html))
        .contains("<h1>ACT</h1>", "reaches 80 in about 11 d", "P(breach): ", "class=\"limit\"");
    forecast("1\n2\n", "--limit", "80", "--svg", svg.toString());
    assertThat(Files.readString(svg)).contains("class=\"limit\"").doesNotContain("NaN");
  }

  @Test
  void looksAsFarAheadAsAsked() {
    String input = daily(50, 1);
    assertThat(forecast(input, "--limit", "120", "--lead-time", "7d").out())
        .startsWith("● FINE")
        .contains("stays below 120");
    String longer =
        forecast(input, "--limit", "120", "--lead-time", "7d", "--horizon", "90d").out();
    assertThat(longer).contains("reaches 120 in about 51 d");
    assertThat(forecast(input, "--limit", "120", "--horizon", "90", "-o", "json").out())
        .contains("\"horizon_seconds\":7776000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5d|--horizon: 5d (expected: from --lead-time and --safety together, 252h, to 1000d)",
        "1001|--horizon: 1001 (expected: from --lead-time and --safety together, 252h, to 1000d)"
      })
  void refusesAHorizonThatDoesNotHoldTheDecision(String horizon, String problem) {
    Shell.Answer answer = forecast(daily(50, 1), "--limit", "80", "--horizon", horizon);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).startsWith("ballast: " + problem);
  }

  @Test
  void finerValuesBecomeStepsByTheirPeak() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    String hours =
        IntStream.range(0, 24 * 40)
            .mapToObj(t -> start.plusSeconds(3600L * t) + "," + (t % 24 == 12 ? 85 : 20))
            .collect(Collectors.joining("\n"));
    assertThat(forecast(hours, "--limit", "80").out()).startsWith("■ ACT NOW");
    assertThat(forecast(hours, "--limit", "80", "--peak", "mean").out())
        .startsWith("● FINE")
        .contains("note: 24 values make a step: their mean");
  }
}
