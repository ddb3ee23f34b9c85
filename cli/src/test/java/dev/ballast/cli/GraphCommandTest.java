// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphCommandTest {

  private final Shell shell = Shell.piped();

  @TempDir Path dir;

  private static String document() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples"))) {
      folder = Objects.requireNonNull(folder.getParent(), "run inside the repository");
    }
    return folder.resolve("examples/graph/document.yaml").toString();
  }

  @Test
  void answersTheDocumentsQuestions() {
    Shell.Answer answer = shell.run("graph", "critical", "--file", document());
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains(
            "Which service needs the highest SLO?\n  database, 99.988 %.\n",
            "Where to aim chaos experiments?\n  At database first.\n",
            "Where to invest?\n  In a fallback in orders for inventory: 22 %",
            """
            SERVICE       CALLERS  FAIL WITH IT  ENTRY POINTS LOST  PROMISES     NEEDS
            database            3             3              100 %         –  99.988 %
            user-service        2             2              100 %         –  99.988 %
            warehouse           1             2               50 %         –  99.975 %
            inventory           1             1               50 %         –  99.938 %
            auth                1             1               50 %         –  99.967 %
            orders              0             0               50 %         –    99.9 %
            payments            0             0               50 %         –    99.9 %
            """);
  }

  @Test
  void holdsEntryPointsToAnotherTargetWhenTold() {
    Shell.Answer answer =
        shell.run("graph", "critical", "--file", document(), "--target", "99", "-o", "json");
    assertThat(answer.out()).hasLineCount(1).contains("\"goal\":0.99,", "\"service_count\":7");
    assertThat(shell.run("graph", "critical", "--file", document(), "--target", "100").err())
        .contains("--target: 100.0 (expected: a number above 0 and below 100)");
  }

  @Test
  void saysWhy() {
    assertThat(shell.run("graph", "why", "orders", "warehouse", "--file", document()).out())
        .isEqualTo(
            """
            orders fails when warehouse fails, over 1 way. A fallback at orders → inventory would stop it.
              orders → inventory → warehouse
                · orders → inventory is hard: assumed, as nobody stated it and no failure has told; no call seen
                · inventory → warehouse is hard: assumed, as nobody stated it and no failure has told; no call
                  seen
            """);
    Shell.Answer typo = shell.run("graph", "why", "orders", "warehous", "--file", document());
    assertThat(typo.exitCode()).isEqualTo(2);
    assertThat(typo.err())
        .contains("B: warehous (expected: a service of the graph). Write: warehouse");
  }

  @Test
  void summarises() {
    assertThat(shell.run("graph", "--file", document()).out())
        .startsWith(
            "7 services, 8 dependencies, 2 entry points. Every entry point hangs on database and"
                + " user-service.\n  8 hard, 0 soft");
  }

  @ParameterizedTest
  @CsvSource({"dot, digraph services", "mermaid, flowchart LR", "cytoscape, '{\"elements\"'"})
  void exports(String format, String start) {
    assertThat(shell.run("graph", "export", "--file", document(), "--format", format).out())
        .startsWith(start);
  }

  @Test
  void readsItsOwnExportBackAndFindsNoDifference() throws IOException {
    Path file = dir.resolve("graph.json");
    Files.writeString(file, shell.run("graph", "export", "--file", document()).out());
    assertThat(shell.run("graph", "export", "--file", file.toString()).out())
        .isEqualTo(Files.readString(file));
    assertThat(shell.run("graph", "diff", "--file", file.toString(), "--before", document()).out())
        .isEqualTo("Nothing is different.\n");
  }

  @Test
  void tellsWhatIsDifferent() throws IOException {
    Path file = dir.resolve("after.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of(document()))
            .replace("dependsOn: [warehouse, database]", "dependsOn: [database]"));
    assertThat(shell.run("graph", "diff", "--file", file.toString(), "--before", document()).out())
        .isEqualTo(
            """
            Gone dependencies:
              · inventory → warehouse, hard: assumed, as nobody stated it and no failure has told
            What fails with a service:
              · warehouse: 0.0 % of users' traffic, before 50 %
            """);
    assertThat(shell.run("graph", "diff", "--before", document()).exitCode()).isEqualTo(2);
  }

  @Test
  void listsEveryProblemOfItsFiles() throws IOException {
    Path file = dir.resolve("bad.yaml");
    Files.writeString(
        file,
        "{apiVersion: backstage.io/v1alpha1, kind: Component, metadata: {name: a b}, spec:"
            + " {dependsOn: [1]}}");
    Shell.Answer answer = shell.run("graph", "--file", file.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("bad.yaml:1:", "metadata.name", "spec.dependsOn[0]");
    Files.writeString(
        dir.resolve("x.json"), "{\"nodes\":[{\"service\":\"a\",\"kind\":\"robot\"}]}");
    assertThat(shell.run("graph", "--file", dir.resolve("x.json").toString()).err())
        .contains("kind of a: robot (expected: internal, database, queue, external)");
  }

  @Test
  void asksAServer() throws IOException {
    try (FakeServer server = FakeServer.start()) {
      server.answer(
          "/api/v1/graph/export",
          200,
          "{\"nodes\":[{\"service\":\"web\"}],\"links\":[{\"client\":\"web\",\"server\":\"db\"}]}");
      server.answer("/api/v1/graph/why", 400, "{\"error\":\"to: x (expected: y)\"}");
      Shell live = shell.with("BALLAST_SERVER", server.url());
      assertThat(live.run("graph", "export", "--format", "mermaid").out())
          .isEqualTo("flowchart LR\n  n0[\"db\"]\n  n1[\"web\"]\n  n1 --> n0\n");
      Shell.Answer why = live.run("graph", "why", "web", "x");
      assertThat(why.exitCode()).isEqualTo(2);
      assertThat(why.err()).contains("to: x (expected: y)");
      assertThat(server.requests().getLast()).contains("from=web", "to=x");
    }
  }
}
