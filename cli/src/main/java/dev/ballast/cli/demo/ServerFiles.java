// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the demo's server is told of the shop, by scenario. */
final class ServerFiles {

  private ServerFiles() {}

  static void write(Path config, DemoOptions options) throws IOException {
    Resources.unpack(config);
    if (options.scenario().hasEdge()) {
      Files.writeString(
          config.resolve("regions.yaml"), RegionLoss.policy(options.ports(), options.strategy()));
    }
    if (options.strategy() == Strategy.MULTI) {
      Files.writeString(config.resolve("reviews.yaml"), Opinions.resource(options.ports()));
    }
    if (options.scenario() == Scenario.GROWTH) {
      Files.writeString(config.resolve("growth.yaml"), Growth.rules(options.ports()));
    }
  }
}
