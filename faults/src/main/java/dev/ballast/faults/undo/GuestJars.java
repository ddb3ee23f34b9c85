// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The jars that are loaded into other JVMs: ours, and Byte Buddy's for it.
 *
 * @param both with the separator of class paths between
 */
record GuestJars(String agent, String both) {

  /** As they lie in a class path; empty when one is missing. */
  static Optional<GuestJars> of(String classPath) {
    Optional<String> agent = jar(classPath, "ballast-jvm-");
    Optional<String> library = jar(classPath, "byte-buddy-1");
    return agent.flatMap(a -> library.map(l -> new GuestJars(a, a + File.pathSeparator + l)));
  }

  private static Optional<String> jar(String classPath, String prefix) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(path -> path.getFileName() != null)
        .filter(path -> path.getFileName().toString().startsWith(prefix))
        .filter(path -> path.toString().endsWith(".jar"))
        .map(path -> path.toAbsolutePath().toString())
        .findFirst();
  }
}
