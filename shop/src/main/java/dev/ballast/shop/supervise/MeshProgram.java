// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.RunMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a mesh is started: somebody else's program, of which we know the jars, the main class and the
 * format of its file. It carries a few dozen requests a second, so it gets a small heap.
 *
 * @param lib the folder of its jars
 */
record MeshProgram(Path lib) {

  private static final String MAIN = "dev.ballast.mesh.Main";

  /** Classes that a rehearsed mesh has put aside, where somebody made that. */
  private static final String AOT_CACHE = "mesh.aot";

  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xms16m",
          "-Xmx64m",
          "-Xss256k",
          "-XX:MaxDirectMemorySize=64m",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  /** Serves what the file says until its standard input ends. */
  List<String> command(RunMark mark, Path file) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dshop.run=" + mark.text());
    command.addAll(FLAGS);
    Path classes = lib.resolveSibling(AOT_CACHE);
    if (Files.isRegularFile(classes)) { // The JVM itself sees whether it fits.
      command.addAll(List.of("-XX:AOTCache=" + classes, "-Xlog:aot=off", "-Xlog:cds=off"));
    }
    command.addAll(List.of("-cp", lib + "/*", MAIN, "--config", file.toString()));
    command.addAll(List.of("--json", "--drain", "500ms", "--exit-with-parent"));
    return command;
  }
}
