// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures how many bytes may still be written to the disk that holds a directory. */
@FunctionalInterface
public interface FreeSpace {

  FreeSpace OF_FILE_STORE = directory -> Files.getFileStore(directory).getUsableSpace();

  long bytes(Path directory) throws IOException;
}
