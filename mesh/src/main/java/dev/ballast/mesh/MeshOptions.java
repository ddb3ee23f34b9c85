// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the program was started with.
 *
 * @param json whether it says in JSON that it is ready
 */
record MeshOptions(Path config, Duration drain, boolean json, boolean exitWithParent) {

  static final String USAGE =
      "mesh --config FILE [--drain DURATION] [--json] [--exit-with-parent]";

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  static MeshOptions parse(List<String> arguments) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    Path config = Path.of("");
    Duration drain = Duration.ofSeconds(10);
    boolean json = false;
    boolean exitWithParent = false;
    while (!rest.isEmpty()) {
      String flag = rest.remove();
      switch (flag) {
        case "--config" -> config = Path.of(value(flag, rest));
        case "--drain" -> drain = duration(value(flag, rest));
        case "--json" -> json = true;
        case "--exit-with-parent" -> exitWithParent = true;
        default -> throw new IllegalArgumentException(flag + ": (expected: " + USAGE + ")");
      }
    }
    if (config.toString().isEmpty()) {
      throw new IllegalArgumentException("--config: missing (expected: " + USAGE + ")");
    }
    return new MeshOptions(config, drain, json, exitWithParent);
  }

  private static String value(String flag, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(flag + ": missing (expected: a value)");
    }
    return rest.remove();
  }

  private static Duration duration(String text) {
    try {
      return text.endsWith("ms")
          ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
          : Duration.parse("PT" + text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("--drain: " + text + " (expected: such as 10s)", e);
    }
  }
}
