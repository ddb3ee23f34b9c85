// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.model.mesh.Address;
import java.time.Duration;
import java.util.Set;

/**
 * How Toxiproxy's clients are served.
 *
 * @param address of the API; empty when it is off
 * @param config a file of the original with proxies to start with; empty for none
 * @param lease of toxics that ask for none; zero for none
 * @param seed empty for a new one
 */
record ToxiproxyOptions(String address, String config, Duration lease, String seed) {

  static final ToxiproxyOptions OFF = new ToxiproxyOptions("", "", Duration.ZERO, "");

  static final Set<String> FLAGS =
      Set.of("--toxiproxy", "--toxiproxy-config", "--toxiproxy-lease", "--toxiproxy-seed");

  static final String USAGE =
      "[--toxiproxy HOST:PORT [--toxiproxy-config FILE] [--toxiproxy-lease DURATION]"
          + " [--toxiproxy-seed N]]";

  boolean on() {
    return !address.isEmpty();
  }

  /** These options with one more flag. */
  ToxiproxyOptions with(String flag, String value) {
    return switch (flag) {
      case "--toxiproxy" ->
          new ToxiproxyOptions(Address.parse(value).toString(), config, lease, seed);
      case "--toxiproxy-config" -> new ToxiproxyOptions(address, value, lease, seed);
      case "--toxiproxy-lease" -> new ToxiproxyOptions(address, config, duration(value), seed);
      default -> new ToxiproxyOptions(address, config, lease, number(value));
    };
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "--toxiproxy-lease: " + text + " (expected: such as 30s)", e);
    }
  }

  private static String number(String text) {
    try {
      return Long.toString(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--toxiproxy-seed: " + text + " (expected: a whole number)", e);
    }
  }
}
