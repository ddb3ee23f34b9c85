// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFollowerTest {

  @TempDir private Path folder = Path.of("");
  private final List<Mesh> adopted = new ArrayList<>();

  private Path file() {
    return folder.resolve("mesh.yaml");
  }

  @BeforeEach
  void write() throws IOException {
    write("v1");
  }

  private void write(String version) throws IOException {
    Files.writeString(
        file(),
        """
        apiVersion: ballast.dev/v1
        kind: Mesh
        metadata: {name: test}
        spec:
          services:
            - name: payments
              listen: [127.0.0.1:7301]
              versions: [{name: %s, endpoints: [127.0.0.1:7211]}]
        """
            .formatted(version));
  }

  private FileFollower follower(ConfigStore[] store) {
    Mesh first = ConfigurationReader.readMesh(file()).mesh().orElseThrow();
    store[0] = new ConfigStore(first, adopted::add, Ticker.SYSTEM);
    return new FileFollower(file(), store[0]);
  }

  @Test
  void takesAValidEditAndNothingElse() throws IOException {
    ConfigStore[] store = new ConfigStore[1];
    FileFollower follower = follower(store);
    follower.look();
    assertThat(adopted).isEmpty();
    write("v2");
    follower.look();
    follower.look();
    assertThat(adopted).hasSize(1);
    assertThat(store[0].state().revision()).isEqualTo(2);
    Files.writeString(file(), "kind: Mesh\n");
    follower.look();
    Files.delete(file());
    follower.look();
    assertThat(adopted).hasSize(1);
    assertThat(store[0].state().effective().services().getFirst().version("v2")).isPresent();
  }
}
