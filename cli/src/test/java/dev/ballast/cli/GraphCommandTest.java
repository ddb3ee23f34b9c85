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

  private static String mesh(String... services) {
    StringBuilder text =
        new StringBuilder("apiVersion: ballast.dev/v1\nkind: Mesh\nmetadata: {name: m}\nspec:\n");
    text.append("  services:\n");
    int port = 2000;
    for (String service : services) {
      text.append("    - {versions: [{name: v1, endpoints: [\"127.0.0.1:1\"]}], ")
          .append(service.replace("PORT", "127.0.0.1:" + port++))
          .append("}\n");
    }
    return text.toString();
  }

  @Test
  void lintsTheRetriesAndTimeoutsOfMeshes() throws IOException {
    Path file = dir.resolve("mesh.yaml");
    Files.writeString(
        file,
        mesh(
            "name: orders, listen: [{address: \"PORT\", source: web}], timeout: 1s, retryBudget:"
                + " {share: 1}",
            "name: stock, listen: [{address: \"PORT\", source: orders}], timeout: 3s, retryBudget:"
                + " {share: 1}",
            "name: db, listen: [{address: \"PORT\", source: stock}], timeout: 3s, retryBudget:"
                + " {share: 1}",
            "name: mail, listen: [\"PORT\"]"));
    Shell.Answer bad = shell.run("graph", "lint", "--mesh", file.toString());
    assertThat(bad.out())
        .isEqualTo(
            """
            2 things to change.  3 of 3 calls between 4 services go through a mesh
              · web → orders → stock → db: up to 8 attempts at db for one request (expected: at most 4). Fix:
                retry in one place only, or with a budget
              · orders → stock waits up to 3000 ms, but web gives up on orders after 1000 ms (expected: less
                below than above). Fix: at most 1000 ms in all at orders
              Nothing is known to call mail: not checked.
            """);
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(shell.run("graph", "lint", "--mesh", file.toString(), "-o", "json").out())
        .hasLineCount(1)
        .contains("\"ok\":false", "\"kind\":\"multiplied\"", "\"uncalled\":[\"mail\"]");
  }

  @Test
  void lintsTheCallersOfFilesAsWell() throws IOException {
    Path file = dir.resolve("mesh.yaml");
    Files.writeString(file, mesh("name: database, listen: [\"PORT\"]"));
    Shell.Answer good = shell.run("graph", "lint", "--mesh", file.toString(), "--file", document());
    assertThat(good.out())
        .isEqualTo(
            "Retries and timeouts fit together.  3 of 8 calls between 7 services go through a"
                + " mesh\n");
    assertThat(good.exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithTheMeshesToLint() throws IOException {
    assertThat(shell.run("graph", "lint").err())
        .contains("--mesh: none (expected: the configuration of at least one mesh)");
    Path file = dir.resolve("bad.yaml");
    Files.writeString(file, mesh("name: a b, listen: [\"PORT\"]", "name: c, listen: [nowhere]"));
    Shell.Answer answer = shell.run("graph", "lint", "--mesh", file.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("bad.yaml:6:", "bad.yaml:7:");
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
