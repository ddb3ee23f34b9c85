// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every wish for a fault has to look like. */
final class RequestRules {

  static final Duration SHORTEST = Duration.ofMillis(500);
  static final Duration LONGEST_LEASE = Duration.ofMinutes(5);
  static final Duration LONGEST = Duration.ofHours(4);

  private static final int MANY = 32;
  private static final int LONG = 500;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-zA-Z0-9._/-]{0,99}");
  private static final Pattern KIND = Pattern.compile("[a-z]+\\.[a-z_]+");

  private RequestRules() {}

  static List<String> problems(FaultRequest request) {
    List<String> found = new ArrayList<>();
    check(found, NAME.matcher(request.owner()).matches(), "owner", request.owner(), "a name");
    check(found, !request.by().isBlank(), "by", request.by(), "who asks");
    check(found, request.reason().length() <= LONG, "reason", "…", "500 characters at most");
    check(
        found,
        KIND.matcher(request.kind()).matches(),
        "kind",
        request.kind(),
        "a kind such as process.stop");
    parameters(found, request.parameters());
    check(
        found,
        !request.selector().isEmpty(),
        "targets",
        "everything",
        "a label or a name; nothing is done to everything");
    times(found, request);
    check(
        found,
        request.bounds().targets() >= 1,
        "max_targets",
        String.valueOf(request.bounds().targets()),
        "1 or more");
    return found;
  }

  private static void parameters(List<String> found, Map<String, String> parameters) {
    check(found, parameters.size() <= MANY, "parameters", "" + parameters.size(), "32 at most");
    parameters.forEach(
        (key, value) -> check(found, value.length() <= LONG, key, "…", "500 characters at most"));
  }

  private static void times(List<String> found, FaultRequest request) {
    Duration lease = request.lease();
    check(
        found,
        lease.compareTo(SHORTEST) >= 0 && lease.compareTo(LONGEST_LEASE) <= 0,
        "lease",
        seconds(lease),
        "0.5 s to 300 s");
    check(
        found,
        request.lasting().compareTo(lease) >= 0 && request.lasting().compareTo(LONGEST) <= 0,
        "for",
        seconds(request.lasting()),
        "the lease to 4 h");
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  private static void check(
      List<String> found, boolean right, String what, String value, String expected) {
    if (!right) {
      found.add("%s: %s (expected: %s)".formatted(what, value, expected));
    }
  }
}
