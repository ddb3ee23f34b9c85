// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agent's jar, from its classes when the class path has no jar. */
final class JvmJar {

  private JvmJar() {}

  /** A class path that has it. */
  static String in(Path folder) throws IOException {
    String path = System.getProperty("java.class.path");
    List<String> entries = Arrays.asList(path.split(":", -1));
    if (entries.stream().anyMatch(e -> e.matches(".*/ballast-jvm-[^/]*\\.jar"))) {
      return path;
    }
    String classes =
        entries.stream()
            .filter(e -> Files.exists(Path.of(e, "dev/ballast/jvm/Entry.class")))
            .findFirst()
            .orElseThrow();
    Path jar = folder.resolve("ballast-jvm-test.jar");
    write(jar, Path.of(classes));
    return jar + ":" + path;
  }

  private static void write(Path jar, Path classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Agent-Class", "dev.ballast.jvm.Entry");
    main.putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        var tree = Files.walk(classes)) {
      for (Path one : tree.filter(p -> p.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
        out.closeEntry();
      }
    }
  }
}
