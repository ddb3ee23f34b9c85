// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RolloutPlanCommandTest {

  @TempDir private Path folder;

  private String canary(String analysis) throws IOException {
    return Files.writeString(
            folder.resolve("canary.yaml"),
            """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: payments}
            spec:
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
              analysis: {interval: 1m, threshold: 5, %s}
            """
                .formatted(analysis))
        .toString();
  }

  @Test
  void printsEveryStageWithItsPrice() throws IOException {
    String file = canary("stepWeights: [5, 25]");
    String[] command = {"rollout", "plan", file, "--rps", "50", "--regression", "0.01"};
    Answer answer = Shell.piped().run(command);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("WATCH", "payments: a bad canary costs");
    Answer json =
        Shell.piped()
            .run("rollout", "plan", file, "--rps", "50", "--regression", "0.01", "-o", "json");
    JsonNode document = JsonMapper.shared().readTree(json.out());
    assertThat(document.path("stages").size()).isEqualTo(2);
    assertThat(document.path("stages").path(0).path("power").asDouble())
        .isGreaterThanOrEqualTo(0.9);
    assertThat(document.path("within_bound").asBoolean()).isTrue();
    assertThat(document.path("worst_cost").asDouble()).isBetween(0.0, 0.1);
  }

  @Test
  void failsOnDemandWhenTheTrafficCannotShowARegression() throws IOException {
    Answer answer =
        Shell.piped()
            .run(
                "rollout",
                "plan",
                canary("stepWeight: 5, maxWeight: 5"),
                "--rps",
                "0.1",
                "--regression",
                "0.003",
                "--fail");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).contains("cannot be seen at this traffic");
  }

  @Test
  void withNothingLeftNothingIsPromisedOfWhatMayNotBegin() throws IOException {
    String file = canary("stepWeights: [5]");
    String[] command = {"rollout", "plan", file, "--rps", "50", "--remaining", "0"};
    Answer answer = Shell.piped().run(command);
    assertThat(answer.out())
        .contains("not 5 %", "payments: not to be begun with what is left")
        .doesNotContain("until it is promoted");
  }

  @Test
  void listsEverythingThatIsWrong() throws IOException {
    Answer options =
        Shell.piped()
            .run("rollout", "plan", canary("stepWeight: 5"), "--rps", "0", "--objective", "1");
    assertThat(options.exitCode()).isEqualTo(2);
    assertThat(options.err()).contains("--rps: 0.0", "--objective: 1.0");
    Answer file = Shell.piped().run("rollout", "plan", canary("stepWeight: 500"), "--rps", "1");
    assertThat(file.exitCode()).isEqualTo(2);
    assertThat(file.err()).contains("canary.yaml:6:54: spec.analysis.stepWeight: 500");
    Answer shape = Shell.piped().run("rollout", "plan", canary("iterations: 5"), "--rps", "1");
    assertThat(shape.err()).contains("its traffic does not grow by weights");
  }
}
