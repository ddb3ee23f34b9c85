// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another version of what a program is built from. */
final class Versions {

  private static final Pattern PINNED =
      Pattern.compile(
          "[\"'<]?([\\w@./-]*[A-Za-z][\\w@./-]*)[\"'>]?[\\s:=\"'^~]+v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?[\\w.\"',+-]*("
              + " //.*)?");

  private static final double MAJOR = 0.7;
  private static final double MINOR = 0.45;
  private static final double PATCH = 0.1;
  private static final double NAMED = 0.8;

  private record Version(String name, int major, int minor, String rest) {}

  private Versions() {}

  /** How large the largest step is, when versions are all that a diff changes. */
  static @Nullable Harm bump(Diff diff, NavigableSet<String> symptom) {
    Map<String, Version> before = new HashMap<>();
    for (String line : diff.removed()) {
      Version version = read(line);
      if (version == null) {
        return null;
      }
      before.put(version.name(), version);
    }
    Harm largest = null;
    for (String line : diff.added()) {
      Version after = read(line);
      Version was = after == null ? null : before.get(after.name());
      if (after == null || was == null) {
        return null;
      }
      double weight =
          was.major() != after.major() ? MAJOR : was.minor() != after.minor() ? MINOR : PATCH;
      if (weight >= MINOR && named(after.name(), symptom)) {
        weight = Math.max(weight, NAMED);
      }
      if (largest == null || weight > largest.weight()) {
        largest =
            new Harm(
                weight,
                "takes %s from %d.%d%s to %d.%d%s"
                    .formatted(
                        after.name(),
                        was.major(),
                        was.minor(),
                        was.rest(),
                        after.major(),
                        after.minor(),
                        after.rest()));
      }
    }
    return largest;
  }

  /** Whether the symptom speaks of it: the last part of its name. */
  private static boolean named(String name, NavigableSet<String> symptom) {
    String last = name.replaceAll("/v\\d+$", "");
    return Words.of(last.substring(last.lastIndexOf('/') + 1)).stream()
        .anyMatch(word -> word.length() > 3 && symptom.contains(word));
  }

  private static @Nullable Version read(String line) {
    Matcher matcher = PINNED.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return new Version(
          matcher.group(1),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(matcher.group(3)),
          matcher.group(4) == null ? "" : "." + matcher.group(4));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
