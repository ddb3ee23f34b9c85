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

final class EvalFlaggerCommandTest {

  private static final String HEAD =
      """
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: a}
      spec:
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
      """;

  @TempDir private Path folder;

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void runsCanariesBothWaysAndSaysWhatNoMetricCanStop() throws IOException {
    file(
        "full.yaml",
        HEAD
            + """
              analysis:
                interval: 1m
                threshold: 2
                stepWeight: 50
                metrics: [{name: request-success-rate, thresholdRange: {min: 99}}]
            """);
    file("bare.yaml", HEAD + "  service: {port: 80}\n");
    file(
        "part.yaml", "apiVersion: flagger.app/v1beta1\nkind: Canary\nspec: {service: {port: 1}}\n");
    file("invalid/weights.yaml", HEAD + "  analysis: {interval: 1m, stepWeight: 500}\n");
    Answer answer = Shell.piped().run("eval", "flagger", folder.toString(), "-o", "json");
    JsonNode document = JsonMapper.shared().readTree(answer.out());
    assertThat(answer.exitCode()).as(answer.out()).isZero();
    JsonNode totals = document.path("totals");
    assertThat(totals.path("cases").asInt()).isEqualTo(4);
    assertThat(totals.path("succeeded_when_healthy").asInt()).isEqualTo(2);
    assertThat(totals.path("failed_when_bad").asInt()).isEqualTo(1);
    assertThat(totals.path("own_outcome").asInt()).isEqualTo(1);
    assertThat(totals.path("fragments").asInt()).isEqualTo(1);
    assertThat(totals.path("rejected").asInt()).isEqualTo(1);
    assertThat(totals.path("killed_steps").asInt()).isGreaterThan(20);
    JsonNode bare = document.path("files").path(0);
    assertThat(bare.path("text").asString())
        .isEqualTo("no analysis, so bad metrics cannot stop it; it never ready: Failed");
    assertThat(Shell.piped().run("eval", "flagger", folder.toString()).out())
        .contains("1 of the 1 that metrics can stop fail when bad", "4 of 4 files are right")
        .contains("rightly rejected: invalid/weights.yaml:6:40: spec.analysis.stepWeight: 500");
  }

  @Test
  void failsWhenAFileThatShouldBeReadIsNot() throws IOException {
    file("typo.yaml", HEAD + "  anlysis: {}\n");
    Answer answer = Shell.piped().run("eval", "flagger", folder.toString());
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).contains("wrong: typo.yaml:6:3: spec.anlysis: unknown key");
  }

  @Test
  void wantsAFolderWithFiles() {
    Answer answer = Shell.piped().run("eval", "flagger", folder.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("(expected: a folder with *.yaml or *.yml files)");
  }

  @Test
  void getsAllOfFlaggersOwnFilesRight() {
    Path shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    Path data = shared.resolve("data/flagger");
    assumeTrue(Files.isDirectory(data), "needs " + data + " (set -Dballast.shared)");
    Answer answer = Shell.piped().run("eval", "flagger", data.toString());
    assertThat(answer.exitCode()).as(answer.out()).isZero();
  }
}
