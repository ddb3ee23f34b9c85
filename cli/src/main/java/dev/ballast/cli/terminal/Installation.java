// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.nio.file.Path;
import java.util.List;

/**
 * What this program was started from, as the launcher says in system properties.
 *
 * @param version of the program
 * @param commit of the checkout; empty when unknown
 * @param java the JVM's own program, for children
 * @param classPath this program's own
 * @param serveFlags JVM flags to start the server with
 * @param shopLib the folder of the shop's jars, a class path of its own
 * @param meshLib the folder of the mesh's jars, the same
 * @param faultsLib the folder of the jars of the faults' agent, the same
 */
public record Installation(
    String version,
    String commit,
    Path java,
    String classPath,
    List<String> serveFlags,
    Path shopLib,
    Path meshLib,
    Path faultsLib) {

  public Installation {
    serveFlags = List.copyOf(serveFlags);
  }

  public static Installation ofProcess() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return new Installation(
        version == null ? "development" : version,
        System.getProperty("ballast.commit", ""),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path", ""),
        System.getProperty("ballast.serve.flags", "").lines().filter(f -> !f.isBlank()).toList(),
        Path.of(System.getProperty("ballast.shop.lib", "shop/target/dist/lib")),
        Path.of(System.getProperty("ballast.mesh.lib", "mesh/target/dist/lib")),
        Path.of(System.getProperty("ballast.faults.lib", "faults/target/dist/lib")));
  }
}
