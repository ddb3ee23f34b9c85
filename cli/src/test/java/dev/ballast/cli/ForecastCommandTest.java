// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Shell shell = Shell.piped();

  @TempDir Path folder;

  private static String hourly(int n) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return IntStream.range(0, n)
        .mapToObj(
            t -> start.plusSeconds(3600L * t) + "," + (50 + 10 * Math.sin(2 * Math.PI * t / 24)))
        .collect(Collectors.joining("\r\n", "timestamp,value\r\n", "\r\n"));
  }

  private static JsonNode json(Shell.Answer answer) {
    assertThat(answer.err()).isEmpty();
    return JSON.readTree(answer.out());
  }

  @Test
  void continuesAFileWithTimes() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), hourly(240));
    JsonNode answer = json(shell.run("forecast", file.toString(), "--horizon", "2d", "-o", "json"));
    assertThat(answer.path("step_seconds").asDouble()).isEqualTo(3600);
    assertThat(answer.path("season").path(0).asInt()).isEqualTo(24);
    JsonNode steps = answer.path("forecast");
    assertThat(steps).hasSize(48);
    assertThat(steps.path(0).path("time").asString()).isEqualTo("2026-01-11T00:00:00Z");
    assertThat(steps.path(6).path("mean").asDouble()).isBetween(59.0, 61.0);
    assertThat(steps.path(6).path("lo95").asDouble())
        .isLessThanOrEqualTo(steps.path(6).path("lo80").asDouble());
  }

  @Test
  void readsStandardInputAndAnswersPeople() {
    Shell.Answer answer =
        shell.runWithInput("45\n48\n46\n47\n45\n", "forecast", "-", "--horizon", "3");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .startsWith("stdin: 5 values\n")
        .contains("STEP  FORECAST  80 % FROM", "• measured   o forecast");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void drawsAPictureAndAPage() throws IOException {
    Path file = Files.writeString(folder.resolve("a&b.csv"), hourly(100));
    Path svg = folder.resolve("x.svg");
    Path html = folder.resolve("x.html");
    Shell.Answer answer =
        shell.run("forecast", file.toString(), "--svg", svg.toString(), "--html", html.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(Files.readString(svg))
        .startsWith("<svg ")
        .contains("a&amp;b.csv", "class=\"b95\"", "class=\"will\"")
        .doesNotContain("NaN");
    assertThat(Files.readString(html)).startsWith("<!doctype html>").contains("<svg ", "95 % from");
  }

  /** As large as numbers go: nothing overflows on the way to a picture. */
  @Test
  void drawsHugeNumbers() throws IOException {
    Path file =
        Files.writeString(folder.resolve("huge.csv"), "1e308\n1.7e308\n-1.7e308\n".repeat(3));
    Path svg = folder.resolve("huge.svg");
    Shell.Answer answer = Shell.piped().run("forecast", file.toString(), "--svg", svg.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(Files.readString(svg)).doesNotContain("NaN", "Infinity", "Inf");
    assertThat(answer.out()).doesNotContain("NaN", "Infinity", "Inf");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forecast|expected one of FILE (- for standard input), --query PROMQL or --batch FILE",
        "forecast nowhere.csv|FILE: nowhere.csv (expected: a file, or - for standard input)",
        "forecast - --horizon 0|--horizon: 0 (expected: 1 to 100000 steps)",
        "forecast - --horizon 7d|--horizon: 7d (expected: a number of steps, since the values",
        "forecast - --horizon soon|--horizon: \"soon\" (expected: a number of steps, or a duration",
        "forecast - --lower 5 --upper 1|--lower: 5.0 (expected: less than --upper, 1.0)",
        "forecast - --lead-time 3d|--lead-time: without --limit (expected: --limit X besides)",
        "forecast - --range 3d|--range: without --query (expected: with --query PROMQL only)",
        "forecast - --svg /proc/x.svg|/proc/x.svg: cannot be written (there is no such folder)",
        "forecast --batch nowhere.csv|--batch: nowhere.csv (expected: a file, or -)",
      })
  void saysWhatIsWrongWithTheCommand(String arguments, String problem) {
    Shell.Answer answer = shell.runWithInput("1\n2\n", arguments.split(" "));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("ballast: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "when,load\\n1,2|stdin:1:1: the header \"when,load\" names no value",
        "1\\n2\\nx\\n|stdin:3:1: \"x\" (expected: a number, or nothing when missing)",
        "NaN\\nNaN\\n|stdin: all 2 values are missing (expected: at least one)",
      })
  void saysWhatIsWrongWithTheInput(String input, String problem) {
    Shell.Answer answer = shell.runWithInput(input.replace("\\n", "\n"), "forecast", "-");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("ballast: " + problem);
  }

  @Test
  void tellsSomeoneWhoWaitsHowFarItIs() {
    String long1 = "# \n".repeat(999_999) + "1\n2\n3\n";
    assertThat(Shell.onTerminal().runWithInput(long1, "forecast", "-").err())
        .isEqualTo("read 1,000,000 lines ...\n");
    assertThat(shell.runWithInput(long1, "forecast", "-").err()).isEmpty();
  }

  @Test
  void saysThatASeasonIsNotUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), hourly(100));
    for (String season : new String[] {"100000", "1000d", "1s"}) {
      assertThat(shell.run("forecast", file.toString(), "--season", season).out())
          .contains("note: --season " + season + " is ", " of the 100 values: not used");
    }
    assertThat(shell.run("forecast", file.toString(), "--season", "1d").out())
        .doesNotContain("not used");
  }

  @Test
  void countsInfinitiesAsMissingAndSaysSo() {
    assertThat(shell.runWithInput("1e400\n2\nInf\n3\nNaN\n", "forecast", "-").out())
        .startsWith("stdin: 5 values, 3 missing")
        .contains("note: 2 values are infinite or beyond 1.8e308: they count as missing");
    assertThat(shell.runWithInput("7\n", "forecast", "-").out()).startsWith("stdin: 1 value\n");
  }

  @Test
  void forecastsManySeriesAsRows() throws IOException {
    Path file = folder.resolve("many.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,1,2,3,4,5\nb,7,,7\n".getBytes(StandardCharsets.UTF_8));
    }
    Shell.Answer answer =
        shell.run("forecast", "--batch", file.toString(), "--horizon", "2", "--season", "1");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out().lines().toList())
        .hasSize(5)
        .startsWith("id,step,mean,lo80,hi80,lo95,hi95")
        .contains("b,1,7.0,7.0,7.0,7.0,7.0")
        .allMatch(line -> line.split(",").length == 7);
  }

  @Test
  void measuresTheSetsOfAFolder() throws IOException {
    Path set = Files.createDirectory(folder.resolve("m3"));
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (int id = 1; id <= 4; id++) {
      int slope = id;
      train.append('N').append(id);
      IntStream.range(0, 40).forEach(t -> train.append(',').append(10 + slope * t + t % 4));
      train.append('\n');
      test.append('N').append(id);
      IntStream.range(40, 48).forEach(t -> test.append(',').append(10 + slope * t + t % 4));
      test.append('\n');
    }
    for (String part : new String[] {"train", "test"}) {
      try (OutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(set.resolve("Quarterly-" + part + ".csv.gz")))) {
        out.write(
            (part.equals("train") ? train : test).toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    Shell.Answer answer =
        shell.run("eval", "forecast", folder.toString(), "--threads", "1", "-o", "json");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).contains("forecasting 4 series of m3/Quarterly");
    JsonNode one = JSON.readTree(answer.out()).path("sets").path(0);
    assertThat(one.path("set").asString()).isEqualTo("m3/Quarterly");
    assertThat(one.path("series").asInt()).isEqualTo(4);
    assertThat(one.path("owa").asDouble()).isLessThan(0.5);
    assertThat(one.path("references").path("naive2").path("owa").asDouble()).isEqualTo(1);
    for (String field :
        new String[] {
          "smape",
          "mase",
          "msis95",
          "coverage80",
          "coverage95",
          "cpu_ms_per_series",
          "worst_vs_snaive"
        }) {
      assertThat(one.path(field).isNumber()).as(field).isTrue();
    }
    assertThat(shell.run("eval", "forecast", folder.toString()).out())
        .contains("m3/Quarterly", "seasonal naive", "Naive2");
  }

  @Test
  void saysWhatAFolderOfSetsShouldHold() {
    assertThat(shell.run("eval", "forecast", folder.toString()).err())
        .contains("(expected: FREQ-train.csv.gz and FREQ-test.csv.gz in it)");
    assertThat(shell.run("eval", "forecast", "nowhere").err()).contains("(expected: a folder)");
  }
}
