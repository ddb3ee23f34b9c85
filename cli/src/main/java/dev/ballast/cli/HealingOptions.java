// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.server.healing.HealingReach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What remediations may touch on the server's machine. */
final class HealingOptions {

  @Option(
      names = "--healing-scripts",
      paramLabel = "DIR",
      description = "The only folder whose programs remediations may run. Default: none.")
  private @Nullable Path scripts;

  @Option(
      names = "--healing-flags",
      paramLabel = "DIR",
      description = "The only folder whose flagd files remediations may edit. Default: none.")
  private @Nullable Path flags;

  @Option(
      names = "--healing-unit",
      paramLabel = "UNIT",
      description = "A unit of systemd that remediations may restart; repeatable. Default: none.")
  private List<String> units = new ArrayList<>();

  HealingReach reach() {
    return new HealingReach(scripts, flags, Set.copyOf(units));
  }
}
