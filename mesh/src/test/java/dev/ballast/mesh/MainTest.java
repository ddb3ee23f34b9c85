// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as others start it: its exit codes, its one line, its end. */
final class MainTest {

  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path folder = Path.of("");

  private Process start(String yaml) throws IOException {
    Path file = folder.resolve("mesh.yaml");
    Files.writeString(file, yaml);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.ballast.mesh.Main",
            "--config",
            file.toString(),
            "--json")
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private static String yaml(int listen, int endpoint) {
    return """
    apiVersion: ballast.dev/v1
    kind: Mesh
    metadata: {name: test}
    spec:
      admin: 127.0.0.1:0
      workers: 1
      services:
        - name: payments
          listen: [127.0.0.1:%d]
          versions: [{name: v1, endpoints: [127.0.0.1:%d]}]
    """
        .formatted(listen, endpoint);
  }

  private static int exitOf(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void saysEverythingThatIsWrongWithItsFileAndEndsWithTwo() throws Exception {
    Process process = start("apiVersion: ballast.dev/v1\nkind: Mesh\nspec: {services: [], x: 1}\n");
    assertThat(exitOf(process)).isEqualTo(2);
    assertThat(errors())
        .contains("mesh.yaml:1:1: metadata: missing")
        .contains("mesh.yaml:3:18: spec.services: 0 items")
        .contains("mesh.yaml:3:22: spec.x: unknown key");
  }

  @Test
  void saysWhichPortIsTakenAndEndsWithThree() throws Exception {
    try (Backend other = Backend.answering("")) {
      Process process = start(yaml(other.port(), 1));
      assertThat(exitOf(process)).isEqualTo(3);
      assertThat(errors())
          .contains(
              "listener: 127.0.0.1:"
                  + other.port()
                  + " cannot be bound (expected: a free port). Fix:");
    }
  }

  @Test
  void servesUntilItIsToldToEnd() throws Exception {
    try (Backend backend = Backend.answering("hello")) {
      Process process = start(yaml(0, backend.port()));
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        JsonNode ready = JsonMapper.builder().build().readTree(out.readLine());
        assertThat(ready.path("event").asString()).isEqualTo("ready");
        assertThat(ready.path("pid").asLong()).isEqualTo(process.pid());
        int port = ready.path("listeners").path(0).path("port").asInt();
        assertThat(Caller.once(port, "/").body()).isEqualTo("hello");
        process.toHandle().destroy(); // The process would close our end of its output as well.
        assertThat(exitOf(process)).isEqualTo(143);
        assertThat(out.readLine()).isNull();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
