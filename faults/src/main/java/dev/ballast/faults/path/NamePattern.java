// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of hosts; {@code *} stands for anything, but never alone: it never means every name. */
public final class NamePattern {

  private static final Pattern WRITTEN =
      Pattern.compile("(?=.*[a-z0-9].*)[a-z0-9_*-]+(\\.[a-z0-9_*-]+)*");
  private static final int LONGEST = 253;
  private static final int MOST = 50;

  private final List<String> written;
  private final List<Pattern> patterns;

  private NamePattern(List<String> written) {
    this.written = List.copyOf(written);
    this.patterns =
        written.stream()
            .map(one -> Pattern.compile(("\\Q" + one + "\\E").replace("*", "\\E.*\\Q")))
            .toList();
  }

  /** Of names with commas between them. */
  public static NamePattern of(String text) {
    List<String> all = split(text);
    if (!against(text).isEmpty()) {
      throw new IllegalArgumentException(against(text).getFirst());
    }
    return new NamePattern(all);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(",", -1)).map(String::strip).toList();
  }

  /** What is wrong with such a text; empty when nothing. */
  public static List<String> against(String text) {
    List<String> all = split(text);
    if (all.size() > MOST) {
      return List.of("names: %d of them (expected: %d at most)".formatted(all.size(), MOST));
    }
    return all.stream()
        .filter(one -> one.length() > LONGEST || !WRITTEN.matcher(one).matches())
        .map(
            one ->
                "names: %s (expected: names such as db.example or *.example, never all)"
                    .formatted(one.isEmpty() ? "empty" : one))
        .toList();
  }

  /**
   * Whether one of the patterns is this name's.
   *
   * @param name with or without the dot of the root at its end
   */
  public boolean matches(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return patterns.stream().anyMatch(pattern -> pattern.matcher(plain).matches());
  }

  /** A name that matches, to try it. */
  public String example() {
    return written.getFirst().replace("*", "ballast-probe");
  }
}
