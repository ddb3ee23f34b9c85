// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunbookTest {

  private static List<String> commands(String markdown) {
    return Runbook.parse(markdown).commands().stream()
        .map(c -> c.heading() + "|" + c.text())
        .toList();
  }

  @Test
  void readsCommandsOutOfBlocksOfAShell() {
    assertThat(
            commands(
                """
                Text with `rm -rf /` in it.

                # Payments #
                ```bash
                # a comment
                kubectl get pods \\
                  -n shop
                $ ballast status
                ```
                ## Look
                ~~~console
                $ ballast heal list
                Nothing is open.
                # systemctl status payments
                ~~~
                ```yaml
                kind: Pod
                ```
                ```
                no language, no command
                ```
                """))
        .containsExactly(
            "Payments|kubectl get pods -n shop",
            "Payments|ballast status",
            "Look|ballast heal list",
            "Look|systemctl status payments");
  }

  @Test
  void takesWhateverItIsGiven() {
    assertThat(commands("")).isEmpty();
    assertThat(commands("```sh\nleft open \\")).containsExactly("|left open");
    assertThat(commands("````sh\n```\n````\n")).containsExactly("|```");
    assertThat(commands("```sh\n" + "x\n".repeat(500) + "```")).hasSize(50);
    assertThat(Runbook.parse("```sh\n" + "y".repeat(5000)).commands().getFirst().text())
        .hasSize(1000);
  }

  @TempDir Path dir;

  private List<String> problems(String runbook) throws IOException {
    Path config = Files.createDirectories(dir.resolve("config"));
    Files.writeString(config.resolve("look.md"), "# Look\n```sh\nballast status\n```\n");
    Files.writeString(config.resolve("prose.md"), "Look at it, then call somebody.\n");
    Files.writeString(dir.resolve("outside.md"), "```sh\nballast status\n```\n");
    Files.writeString(
        config.resolve("healing.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Service
        metadata: {name: payments}
        spec: {}
        ---
        apiVersion: ballast.dev/v1
        kind: Remediation
        metadata: {name: one}
        spec:
          service: payments
          runbook: %s
          trigger: {health: unhealthy}
          action: {restart: {target: systemd/payments.service}}
        """
            .formatted(runbook));
    Reading folder = ConfigurationReader.read(List.of(config), QueryChecker.NONE);
    Reading file =
        ConfigurationReader.read(List.of(config.resolve("healing.yaml")), QueryChecker.NONE);
    assertThat(folder.valid()).isTrue();
    assertThat(file.problems()).hasSameSizeAs(folder.problems());
    return folder.problems().stream().map(Problem::text).toList();
  }

  @Test
  void aRemediationIsToldWhatIsWrongWithItsRunbook() throws IOException {
    assertThat(problems("look.md")).isEmpty();
    assertThat(problems("https://wiki.example/payments")).isEmpty();
    assertThat(problems("none.md"))
        .containsExactly(
            "spec.runbook: \"none.md\" is not there (expected: a file in the configuration's"
                + " folder)");
    assertThat(problems("../outside.md").getFirst()).contains("is not there");
    assertThat(problems("prose.md"))
        .containsExactly(
            "spec.runbook: \"prose.md\" has no commands (expected: a code block of sh, bash or"
                + " console at least)");
    assertThat(problems("look.txt").getFirst())
        .contains("is neither a URL nor a Markdown file (expected: *.md)");
  }
}
