// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import dev.ballast.faults.Main;
import java.nio.file.Path;
import java.util.List;

/** Processes in the path for tests, from the class path of the test. */
public final class PathChildren {

  private PathChildren() {}

  public static Paths start(Path folder) {
    return new Paths(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "path"),
        folder.resolve("path.log").toFile());
  }
}
