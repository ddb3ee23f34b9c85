// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo's services, regions and SLOs, which ship with the program as YAML files. */
public final class Resources {

  private static final List<String> FILES =
      List.of("services.yaml", "slos.yaml", "capacities.yaml");

  private Resources() {}

  /** The Canary of the demo's releases: examples/rollouts/payments.yaml. */
  static String rollout() throws IOException {
    return text("rollout.yaml");
  }

  /** What the shop's minutes are worth. */
  static String cost() throws IOException {
    return text("cost.yaml");
  }

  /** The Remediation that scales before users are there. */
  static String growth() throws IOException {
    return text("growth.yaml");
  }

  private static String text(String file) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream("/demo/" + file)) {
      if (in == null) {
        throw new IOException("demo/" + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public static void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream in = Resources.class.getResourceAsStream("/demo/" + file)) {
        if (in == null) {
          throw new IOException("demo/" + file + " is not on the class path");
        }
        Files.copy(in, folder.resolve(file));
      }
    }
  }
}
