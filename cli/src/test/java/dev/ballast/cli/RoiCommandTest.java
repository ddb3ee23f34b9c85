// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RoiCommandTest {

  @TempDir private Path folder;

  private static String example(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("build-tools"))) {
      root = Objects.requireNonNull(root.getParent(), "run inside the repository");
    }
    return root.resolve("examples/cost").resolve(name).toString();
  }

  private static JsonNode json(String... command) {
    Answer answer = Shell.piped().run(command);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return JsonMapper.shared().readTree(answer.out()).path("models").path(0);
  }

  private static JsonNode judged(JsonNode report, String name) {
    return report
        .path("judged")
        .valueStream()
        .filter(c -> c.path("investments").toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void givesTheDocumentsTotalsToTheDollar() {
    JsonNode report = json("roi", example("document.yaml"), "--years", "20000", "-o", "json");
    assertThat(report.path("exact").asBoolean()).isTrue();
    assertThat(judged(report, "[]").path("mean").asDouble()).isEqualTo(5_376_000);
    assertThat(judged(report, "[\"three-nines\"]").path("mean").asDouble()).isEqualTo(885_600);
    assertThat(judged(report, "[\"four-nines\"]").path("mean").asDouble()).isEqualTo(1_252_560);
    assertThat(report.path("best").path("investments").toString()).isEqualTo("[\"three-nines\"]");
  }

  @Test
  void saysForWhichValuesOfAMinuteThatHolds() {
    JsonNode report = json("roi", example("document.yaml"), "--years", "1000", "-o", "json");
    JsonNode interval = report.path("intervals").path(1);
    assertThat(interval.path("investments").toString()).isEqualTo("[\"three-nines\"]");
    assertThat(interval.path("per_minute_from").asDouble()).isEqualTo(50.74);
    assertThat(interval.path("per_minute_to").asDouble()).isEqualTo(1775.75);
  }

  @Test
  void theWorstYearsChooseFourNines() {
    JsonNode report = json("roi", example("document.yaml"), "--years", "20000", "-o", "json");
    assertThat(report.path("flips").asBoolean()).isTrue();
    assertThat(report.path("safest").path("investments").toString()).isEqualTo("[\"four-nines\"]");
    // Means and tails of an independent simulation of 200,000 years, in millions.
    double[][] expected = {{5.37, 14.9}, {0.89, 2.90}, {1.25, 1.64}};
    String[] names = {"[]", "[\"three-nines\"]", "[\"four-nines\"]"};
    for (int i = 0; i < names.length; i++) {
      JsonNode choice = judged(report, names[i]);
      assertThat(choice.path("simulated").path("mean").asDouble())
          .isCloseTo(expected[i][0] * 1e6, within(0.03 * expected[i][0] * 1e6));
      assertThat(choice.path("cvar95").asDouble())
          .isCloseTo(expected[i][1] * 1e6, within(0.08 * expected[i][1] * 1e6));
    }
    // A design whose mean is the objective keeps it in about two years of three.
    assertThat(judged(report, "[]").path("journeys").path(0).path("met").asDouble())
        .isCloseTo(0.62, within(0.02));
  }

  @Test
  void anotherNineDoesNotPayWhileItsDependenciesFail() {
    JsonNode report = json("roi", example("dependencies.yaml"), "--years", "1000", "-o", "json");
    JsonNode step = report.path("steps").path(0);
    assertThat(step.path("costs").asDouble()).isEqualTo(840_000);
    assertThat(step.path("saves").asDouble()).isCloseTo(471_600, within(500.0));
    assertThat(step.path("roi").asDouble()).isCloseTo(-0.44, within(0.005));
    assertThat(report.path("best").path("investments").size()).isZero();
  }

  @Test
  void writesForPeople() {
    Answer text = Shell.piped().run("roi", example("shop.yaml"), "--years", "200");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("Measure first: ", "WORST 5 %", "A RELEASE");
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 160);
    Answer page =
        Shell.piped().run("roi", example("document.yaml"), "--years", "1000", "-o", "markdown");
    assertThat(page.out())
        .contains(
            "## Reliability and money: service",
            "three-nines is best on average: USD 885,600 a year on average, USD 4,490,400 less",
            "between USD 50.74 and USD 1,775.75, a range of 35 times",
            "| **three-nines** | 360,000 | 525,600 | 885,600 |");
  }

  @Test
  void failsOnDemandWhenWhatIsPromisedCannotBeKept() {
    String[] command = {
      "roi", example("dependencies.yaml"), "--years", "500", "--target", "0.9999", "--fail"
    };
    Answer answer = Shell.piped().run(command);
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).contains("Nothing on offer keeps 99.9900 % in 90 % of years");
  }

  @Test
  void listsEverythingThatIsWrong() throws IOException {
    Answer options =
        Shell.piped()
            .run("roi", example("shop.yaml"), "--target", "99.9", "--years", "1", "--budget=-1");
    assertThat(options.exitCode()).isEqualTo(2);
    assertThat(options.err()).contains("--target: 99.9", "--years: 1", "--budget: -1");
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            apiVersion: ballast.dev/v1
            kind: CostModel
            metadata: {name: shop}
            spec:
              currency: $
              components:
                - {name: web, monthly: -5, needs: [db]}
                - {name: db, failures: [{perYear: 2}], needs: [web]}
              journeys:
                - {name: buy, entry: wbe, objective: 0.99, damage: {perMinute: 1}}
            """);
    Answer bad = Shell.piped().run("roi", file.toString());
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err())
        .contains(
            "spec.currency: \"$\" (expected: three capital letters of ISO 4217, such as USD)."
                + " Write: currency: USD",
            "spec.components[0].monthly: -5 (expected: an amount, 0 or more)",
            "spec.components[1].failures[0]: 1 of perYear, minutes, availability",
            "spec.journeys[0].entry: \"wbe\" (expected: a component of this model). Write:"
                + " entry: web");
    Answer none = Shell.piped().run("roi", example("document.yaml"), "--model", "x");
    assertThat(none.err()).contains("--model: x (expected: one of service)");
  }

  @Test
  void holdsForecastsAndTheModelAgainstWhatWasLost() throws IOException {
    StringBuilder rows = new StringBuilder("time,minutes\n");
    for (int month = 0; month < 36; month++) {
      for (int i = 0; i < 3; i++) {
        rows.append("20%d-%02d-1%d,%d\n".formatted(20 + month / 12, 1 + month % 12, i, 5 + i * 7));
      }
    }
    rows.append("never,3\n");
    Path losses = Files.writeString(folder.resolve("losses.csv"), rows);
    String[] command = {
      "roi", "backtest", losses.toString(), "--by", "month", "--model", example("document.yaml")
    };
    Answer answer = Shell.piped().run(command);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains(
            "of 28 months lost what was foreseen", "The model expects USD 5,256,000 of a year")
        .contains("2020-01-01", "warm-up");
    assertThat(answer.err()).contains("losses.csv:110: time: never", "1 row not understood");
    String[] failing = Arrays.copyOf(command, command.length + 1);
    failing[command.length] = "--fail";
    assertThat(Shell.piped().run(failing).exitCode()).isOne();
    assertThat(Shell.piped().run("roi", "backtest", losses.toString()).err())
        .contains("time and minutes with a price of a minute: --model FILE");
  }

  @Test
  void addsUpABillAsItIsTyped() throws IOException {
    Path bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            """
            BillingCurrency,ChargeCategory,EffectiveCost,ServiceName,ChargePeriodStart,ChargePeriodEnd
            EUR,Usage,12.345,Compute,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z
            EUR,Usage,nothing,Compute,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z
            """);
    Answer answer = Shell.piped().run("roi", "import", "focus", bill.toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("12.345");
    assertThat(answer.err()).contains("line 3:");
    assertThat(Shell.piped().run("roi", "import", "focus", bill.toString(), "--fail").exitCode())
        .isOne();
  }
}
