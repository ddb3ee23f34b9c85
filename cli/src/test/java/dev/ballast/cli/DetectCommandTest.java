// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DetectCommandTest {

  private static final String EXAMPLE = "45\n48\n46\n47\n45\n75\n76\n74\n45\n46\n";

  @TempDir private Path folder;

  @Test
  void findsExactlyTheThreeHighPointsOfTheClassicExample() {
    JsonNode answer = json(EXAMPLE);
    assertThat(indices(answer)).containsExactly(5, 6, 7);
    JsonNode anomaly = answer.path("anomalies").path(0);
    assertThat(anomaly.path("expected").asDouble()).isEqualTo(46.5);
    assertThat(anomaly.path("component").asString()).isEqualTo("LEVEL");
    assertThat(anomaly.path("since_row").asInt()).isEqualTo(5);
    assertThat(scoredAlerts(EXAMPLE)).containsExactly(5, 6, 7);
  }

  /** As large as numbers go: nothing overflows on the way to a picture. */
  @Test
  void drawsHugeNumbers() throws IOException {
    Path file =
        Files.writeString(folder.resolve("huge.csv"), "1e308\n1.7e308\n-1.7e308\n".repeat(3));
    Path svg = folder.resolve("huge.svg");
    Shell.Answer answer = Shell.piped().run("detect", file.toString(), "--svg", svg.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(Files.readString(svg)).doesNotContain("NaN", "Infinity", "Inf");
    assertThat(answer.out()).doesNotContain("NaN", "Infinity", "Inf");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void saysItInWords() {
    Answer answer = Shell.piped().runWithInput(EXAMPLE, "detect", "-");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("stdin: 10 rows", "1 anomaly.", "▲ rows 5 to 7", "value 76, expected 46.5")
        .contains("since row 5; nothing like it before; over at row 8");
  }

  @Test
  void scoresOfABeginningAreTheBeginningOfTheScores() {
    String series = noise(400, 60).replace("row300", "");
    String all = scores(series);
    for (int rows : new int[] {1, 20, 49, 50, 51, 350}) {
      String beginning =
          series.lines().limit(rows + 1L).collect(Collectors.joining("\n", "", "\n"));
      assertThat(all).startsWith(scores(beginning));
    }
    assertThat(all.lines()).hasSize(401);
  }

  @Test
  void explainsASpikeWithItsTime() {
    String series = noise(900, 61).replace("2026-03-03T18:00:00Z,", "2026-03-03T18:00:00Z,9");
    JsonNode answer = json(series);
    JsonNode worst = answer.path("anomalies").path(answer.path("anomalies").size() - 1);
    assertThat(worst.path("time").asString()).isEqualTo("2026-03-03T18:00:00Z");
    assertThat(worst.path("value").asDouble()).isGreaterThan(900);
    assertThat(worst.path("expected").asDouble()).isBetween(95.0, 105.0);
    assertThat(worst.path("reasons").size()).isEqualTo(3);
    assertThat(worst.path("clears").asString()).contains("ordinary points in a row");
  }

  @Test
  void drawsSvgAndHtml() throws IOException {
    Path svg = folder.resolve("a.svg");
    Path html = folder.resolve("a.html");
    Answer answer =
        Shell.piped()
            .runWithInput(
                noise(300, 62) + "2026-03-03T00:00:00Z,999\n",
                "detect",
                "-",
                "--svg",
                svg.toString(),
                "--html",
                html.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(Files.readString(svg)).startsWith("<svg ").contains("class=\"mark\"", "</svg>");
    assertThat(Files.readString(svg)).doesNotContain("NaN", "Infinity");
    assertThat(Files.readString(html)).startsWith("<!doctype html>").contains("<svg ", "expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\n",
        "1\n2\n",
        "7\n7\n7\n7\n7\n7\n7\n",
        "NaN\nNaN\n",
        "-1\n-5\n-2\n-1000000\n",
        "timestamp,value\r\n2026-03-02T00:00:00Z,1\r\n2026-03-02T00:05:00Z,\r\n",
        "2026-03-02T00:05:00Z,1\n2026-03-02T00:00:00Z,2\n2026-03-02T00:00:00Z,2\n",
        "1e308\n-1e308\n0\n1e308\n3\n4\n5\n",
        "1\n\n2\n# note\n3\n"
      })
  void oddInputHasAnAnswer(String input) {
    for (String[] flags :
        new String[][] {
          {"detect", "-"}, {"detect", "-", "-o", "json"}, {"detect", "--scores", "-"}
        }) {
      Answer answer = Shell.piped().runWithInput(input, flags);
      assertThat(answer.exitCode()).as(answer.err()).isZero();
      assertThat(answer.out()).isNotEmpty().doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void saysThatTwoPointsAreTooFew() {
    assertThat(Shell.piped().runWithInput("1\n2\n", "detect", "-").out())
        .contains("Too few values to say what is unusual: 2 (at least 5)");
  }

  @Test
  void warnsOfTimesThatGoBackOrRepeat() {
    Answer answer =
        Shell.piped()
            .runWithInput(
                "2026-03-02T00:05:00Z,1\n2026-03-02T00:00:00Z,2\n2026-03-02T00:00:00Z,2\n",
                "detect",
                "-");
    assertThat(answer.err())
        .contains("-:2: time goes back here, 1 times in all")
        .contains("1 rows repeat the time");
  }

  @Test
  void namesTheLineOfWhatItCannotRead() {
    Answer answer = Shell.piped().runWithInput("timestamp,value\nnever,1\n", "detect", "-");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("stdin:2:1:").contains("expected: a time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detect",
        "detect missing.csv",
        "detect - --zone Mars",
        "detect - --least-effect x",
        "detect - --paused yesterday",
        "detect - --at-most 0",
        "detect - --query up",
        "detect - --scores --svg x.svg",
        "eval detect nowhere",
        "eval detect . --threshold x"
      })
  void refusesWhatMakesNoSense(String line) {
    Answer answer = Shell.piped().runWithInput(EXAMPLE, line.split(" "));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .containsAnyOf("expected", "is not a double")
        .doesNotContain("Exception");
  }

  @Test
  void scoresAFolderInTheLayoutOfTheBenchmark() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/real"));
    Files.createDirectories(folder.resolve("labels"));
    Files.writeString(
        data.resolve("a.csv"),
        noise(900, 63).replace("2026-03-03T18:00:00Z,", "2026-03-03T18:00:00Z,9"));
    Files.writeString(
        folder.resolve("labels/combined_windows.json"),
        """
        {"real/a.csv": [["2026-03-03 17:00:00.000000", "2026-03-03 19:00:00.000000"]],
         "real/not-here.csv": []}
        """);
    Answer answer =
        Shell.piped().run("eval", "detect", folder.toString(), "-o", "json", "--threshold", "20");
    JsonNode document = JsonMapper.shared().readTree(answer.out());
    JsonNode standard = document.path("profiles").path("standard");
    assertThat(standard.path("detected").asInt()).isEqualTo(1);
    assertThat(standard.path("windows").asInt()).isEqualTo(1);
    assertThat(standard.path("score").asDouble()).isGreaterThan(85);
    assertThat(document.path("fixed").path("reward_low_FN_rate").path("threshold").asDouble())
        .isEqualTo(20);
    assertThat(document.path("cpu_us_per_point").asDouble()).isPositive();
    assertThat(Shell.piped().run("eval", "detect", folder.toString()).out())
        .contains("best on these files", "from other files", "not possible", "fixed", "real");
  }

  @Test
  void judgesEverySeriesThatAQueryAnswersWith() throws IOException {
    String quiet = values(i -> 50);
    String ill = values(i -> i == 350 ? 900 : 50 + i % 3);
    try (FakeServer server =
        FakeServer.start()
            .answer(
                "/prometheus/api/v1/query_range",
                200,
                """
                {"status":"success","data":{"resultType":"matrix","result":[
                  {"metric":{"__name__":"up","job":"a"},"values":[%s]},
                  {"metric":{"job":"b"},"values":[%s]}]}}
                """
                    .formatted(quiet, ill))) {
      Answer answer =
          Shell.piped()
              .run(
                  "detect",
                  "--query",
                  "x",
                  "--range",
                  "2h",
                  "--server",
                  server.url(),
                  "-o",
                  "json");
      assertThat(answer.exitCode()).as(answer.err()).isZero();
      JsonNode series = JsonMapper.shared().readTree(answer.out()).path("series");
      assertThat(series.path(0).path("source").asString()).isEqualTo("up{job=\"a\"}");
      assertThat(indices(series.path(0))).isEmpty();
      assertThat(indices(series.path(1))).containsExactly(350);
      assertThat(server.requests()).singleElement().asString().contains("step=15.0");
    }
  }

  private static String values(java.util.function.IntUnaryOperator value) {
    return IntStream.range(0, 400)
        .mapToObj(i -> "[" + (1_772_409_600 + 15 * i) + ",\"" + value.applyAsInt(i) + "\"]")
        .collect(Collectors.joining(","));
  }

  /** Rows five minutes apart from the second of March 2026 on, about 100. */
  private static String noise(int rows, long seed) {
    Random random = new Random(seed);
    long start = java.time.Instant.parse("2026-03-02T00:00:00Z").getEpochSecond();
    return IntStream.range(0, rows)
        .mapToObj(
            i ->
                java.time.Instant.ofEpochSecond(start + 300L * i)
                    + ","
                    + Math.round(1e4 * (100 + random.nextGaussian())) / 1e4)
        .collect(Collectors.joining("\n", "timestamp,value\n", "\n"));
  }

  private static String scores(String input) {
    Answer answer = Shell.piped().runWithInput(input, "detect", "-", "--scores");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return answer.out();
  }

  private static List<Integer> scoredAlerts(String input) {
    List<String> rows = scores(input).lines().skip(1).toList();
    return IntStream.range(0, rows.size()).filter(i -> rows.get(i).endsWith(",1")).boxed().toList();
  }

  private static JsonNode json(String input) {
    Answer answer = Shell.piped().runWithInput(input, "detect", "-", "-o", "json");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return JsonMapper.shared().readTree(answer.out());
  }

  private static List<Integer> indices(JsonNode answer) {
    return answer.path("indices").valueStream().map(JsonNode::asInt).toList();
  }
}
