// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvalJudgeCommandTest {

  private static final String HEADER = "rps,base,canary,burst,drift,blip,missing,onset\n";

  @TempDir private Path folder;

  private String cells(String rows) throws IOException {
    return Files.writeString(folder.resolve("cells.csv"), HEADER + rows).toString();
  }

  @Test
  void printsEveryCellWithItsBoundsAndOpponents() throws IOException {
    String file = cells("50,0.001,0.001,1,0,0,0,start\n50,0.001,0.05,1,0,0,0,start\n");
    String[] command = {
      "eval", "judge", "--cells", file, "--rollouts", "40", "--seed", "9", "-o", "json"
    };
    Answer answer = Shell.piped().run(command);
    JsonNode document = JsonMapper.shared().readTree(answer.out());
    JsonNode bad = document.path("cells").path(1);
    assertThat(document.path("suite").asString()).isEqualTo("judge");
    assertThat(document.path("seed").asInt()).isEqualTo(9);
    assertThat(bad.path("rps").asDouble()).isEqualTo(50);
    assertThat(bad.path("detected").asDouble()).isGreaterThan(0.95);
    assertThat(bad.path("detected_low").asDouble()).isBetween(0.8, 1.0);
    assertThat(bad.path("median_minutes").asDouble()).isLessThan(2);
    assertThat(bad.path("opponents").path("flagger").path("bad_requests").asDouble())
        .isGreaterThan(bad.path("bad_requests").asDouble());
    assertThat(document.path("cells").path(0).path("promoted").asDouble()).isGreaterThan(0.9);
    assertThat(answer.err()).contains("judge: 1 of 1 kinds of traffic");
    assertThat(Shell.piped().run(command).out().replaceAll("\"cpu_seconds\":[^,]*", ""))
        .isEqualTo(answer.out().replaceAll("\"cpu_seconds\":[^,]*", ""));
  }

  @Test
  void tellsWhatIsWrongWithCells() throws IOException {
    String file = cells("50,0.001,0.0001,1,0,0,0,start\nx,1\n5,0.001,0.01,1,0,0,0,tomorrow\n");
    Answer answer = Shell.piped().run("eval", "judge", "--cells", file);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(":2:1: base, canary: 0.001, 1.0E-4 (expected: 0 < base <= canary <= 1)")
        .contains(":3:1: 2 columns (expected: 8")
        .contains(":4:1: onset: tomorrow (expected: start, later or under_load)");
  }

  @Test
  void reproducesEveryCaseOfKayenta() {
    Path shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    Path cases = shared.resolve("data/kayenta");
    assumeTrue(Files.isDirectory(cases), "needs " + cases + " (set -Dballast.shared)");
    Answer answer = Shell.piped().run("eval", "kayenta", cases.toString(), "-o", "json");
    JsonNode totals = JsonMapper.shared().readTree(answer.out()).path("totals");
    assertThat(totals.path("failed").asInt()).as(answer.out()).isZero();
    assertThat(totals.path("cases").asInt()).isGreaterThan(60);
    assertThat(answer.exitCode()).isZero();
  }

  @Test
  void aCaseOfKayentaThatIsNotMetFails() throws IOException {
    Files.writeString(
        folder.resolve("statistic-cases.json"),
        """
        [{"name":"mean","arrays":{"testData":[1,2,3]},
          "calls":["val result = DescriptiveStatistics.summary(metric)"],
          "asserts":["assert(result.mean === 2.0)","assert(result.max === 4.0)"]},
         {"name":"odd","arrays":{"testData":[1]},"asserts":["assert(magic)"]}]
        """);
    Answer answer = Shell.piped().run("eval", "kayenta", folder.toString());
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .contains("failed: mean: not so: assert(result.max === 4.0)")
        .contains("failed: odd: cannot read assert(magic)")
        .contains("0 of 2 cases pass");
    assertThat(Shell.piped().run("eval", "kayenta", folder.resolve("x").toString()).exitCode())
        .isEqualTo(2);
  }
}
