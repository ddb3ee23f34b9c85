// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL refuses to run as root: then it runs in a user namespace of its own. */
final class RootUser {

  private RootUser() {}

  /** What to put before a command of PostgreSQL; empty for an ordinary user. */
  static List<String> wrapper() throws IOException {
    Path self = Path.of("/proc/self");
    boolean root = Files.isDirectory(self) && Files.getAttribute(self, "unix:uid").equals(0);
    if (!root) {
      return List.of();
    }
    Path unshare = Path.of("/usr/bin/unshare");
    if (!Files.isExecutable(unshare)) {
      throw new PostgresUnavailableException(
          "PostgreSQL refuses to run as root and "
              + unshare
              + " is missing. Fix: run as another user, or install util-linux");
    }
    return List.of(unshare.toString(), "-U");
  }
}
