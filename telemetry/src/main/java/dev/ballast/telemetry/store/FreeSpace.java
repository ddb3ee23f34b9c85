// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.io.IOException;
import java.nio.file.Path;

/** Measures how many bytes may still be written to the disk that holds a directory. */
@FunctionalInterface
public interface FreeSpace {

  /** Asks the file system, which takes about a microsecond; {@code FileStore} reads its mounts. */
  FreeSpace OF_FILE_STORE = directory -> directory.toFile().getUsableSpace();

  long bytes(Path directory) throws IOException;
}
