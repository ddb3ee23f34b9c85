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
      List.of(
          "services.yaml",
          "slos.yaml",
          "capacities.yaml",
          "runbooks/auth.md",
          "runbooks/database.md",
          "runbooks/inventory.md",
          "runbooks/orders.md",
          "runbooks/payments.md",
          "runbooks/reviews.md",
          "runbooks/storefront.md",
          "runbooks/user-service.md",
          "runbooks/warehouse.md");

  private Resources() {}

  /** The Canary of the demo's releases: examples/rollouts/payments.yaml. */
  static String rollout() throws IOException {
    return text("rollout.yaml");
  }

  /**
   * What a team has besides, where everything goes wrong: what minutes are worth, what may be
   * healed, and who is called.
   *
   * @param pager the port on which the pager of who is on call takes calls
   */
  static void unpackTeam(Path folder, int pager) throws IOException {
    for (String file : List.of("cost.yaml", "remediations.yaml", "oncall.yaml")) {
      Files.writeString(
          folder.resolve(file), text(file).replace("${pager}", Integer.toString(pager)));
    }
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
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.copy(in, copy);
      }
    }
  }
}
