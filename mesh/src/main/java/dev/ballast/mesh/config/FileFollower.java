// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.MeshReading;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes edits of the mesh's file. Contents are compared, not times, so a save without a change is
 * none; what is wrong is said once, and what runs goes on.
 */
public final class FileFollower {

  private static final Logger LOG = LoggerFactory.getLogger(FileFollower.class);
  private static final int LARGEST = 4 << 20;

  private final Path file;
  private final ConfigStore store;
  private byte[] seen;

  public FileFollower(Path file, ConfigStore store) {
    this.file = file;
    this.store = store;
    this.seen = contents().orElse(new byte[0]);
  }

  /** Looks once. */
  public void look() {
    Optional<byte[]> now = contents();
    if (now.isEmpty() || Arrays.equals(seen, now.get())) {
      return; // An editor may be between removing and renaming.
    }
    seen = now.get();
    MeshReading reading = ConfigurationReader.readMesh(Source.of(file.toString(), seen));
    Optional<Mesh> mesh = reading.mesh();
    if (mesh.isEmpty()) {
      reading.errors().forEach(p -> LOG.atError().log("event=mesh.config_refused {}", p.line()));
      return;
    }
    if (store.replace(mesh.get(), ConfigStore.ANY) instanceof Change.Refused(var _, String why)) {
      LOG.atError().log("event=mesh.config_refused {}", why);
    }
  }

  private Optional<byte[]> contents() {
    try (var in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(LARGEST));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
