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
 * @param config the empty path for none: then it only serves Toxiproxy's clients
 * @param json whether it says in JSON that it is ready
 */
record MeshOptions(
    Path config, Duration drain, boolean json, boolean exitWithParent, ToxiproxyOptions toxiproxy) {

  static final String USAGE =
      "mesh --config FILE [--drain DURATION] [--json] [--exit-with-parent] "
          + ToxiproxyOptions.USAGE;

  boolean hasConfig() {
    return !config.toString().isEmpty();
  }

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
    ToxiproxyOptions toxiproxy = ToxiproxyOptions.OFF;
    while (!rest.isEmpty()) {
      String flag = rest.remove();
      switch (flag) {
        case "--config" -> config = Path.of(value(flag, rest));
        case "--drain" -> drain = duration(value(flag, rest));
        case "--json" -> json = true;
        case "--exit-with-parent" -> exitWithParent = true;
        default -> {
          if (!ToxiproxyOptions.FLAGS.contains(flag)) {
            throw new IllegalArgumentException(flag + ": (expected: " + USAGE + ")");
          }
          toxiproxy = toxiproxy.with(flag, value(flag, rest));
        }
      }
    }
    if (config.toString().isEmpty() && !toxiproxy.on()) {
      throw new IllegalArgumentException("--config: missing (expected: " + USAGE + ")");
    }
    return new MeshOptions(config, drain, json, exitWithParent, toxiproxy);
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
