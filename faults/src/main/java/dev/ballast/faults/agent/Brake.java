// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file whose presence stops everything: whoever can write it needs no API and no token, and it
 * outlives a restart.
 */
final class Brake {

  private static final String FILE = "STOP";
  private static final int SHOWN = 200;

  private final Path file;

  Brake(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** Why nothing may be done; empty when it may. */
  String pulled() {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      String text = Files.readString(file).strip();
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
      return "stopped by " + file + (shown.isEmpty() ? "" : ": " + shown);
    } catch (IOException e) {
      return "stopped by " + file;
    }
  }

  void pull(String reason) throws IOException {
    Files.writeString(file, reason);
  }

  void release() throws IOException {
    Files.deleteIfExists(file);
  }
}
