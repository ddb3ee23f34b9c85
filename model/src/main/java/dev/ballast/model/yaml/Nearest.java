// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The known name that somebody most likely meant.
 *
 * <p>Distance is Damerau's with Levenshtein's table (optimal string alignment): insertions,
 * deletions, substitutions and swaps of neighbours cost 1 each, case costs nothing. A name is near
 * up to a third of its length. O(n·m) per pair, and names are short.
 */
public final class Nearest {

  private static final int LONGEST = 100;

  private Nearest() {}

  /** The nearest of the known names, if one is near enough to be a typo of it. */
  public static Optional<String> to(String name, Collection<String> known) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(k -> isNear(name, k))
        .min(Comparator.<String>comparingInt(k -> distance(name, k)).thenComparing(k -> k));
  }

  /** Likewise for a key, which may also be the start of a longer one, or start with it. */
  static Optional<String> toKey(String key, Collection<String> known) {
    return to(key, known)
        .or(() -> known.stream().filter(k -> startsAlike(key, k)).min(Comparator.naturalOrder()));
  }

  private static boolean startsAlike(String key, String known) {
    var shorter = key.length() < known.length() ? key : known;
    var longer = key.length() < known.length() ? known : key;
    return shorter.length() >= 4 && longer.startsWith(shorter);
  }

  private static boolean isNear(String name, String known) {
    int longer = Math.max(name.length(), known.length());
    int distance = distance(name, known);
    return distance < longer && distance <= Math.max(1, longer / 3);
  }

  static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 ? j : j == 0 ? i : cheapest(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cheapest(int[][] table, String a, String b, int i, int j) {
    var same = a.charAt(i - 1) == b.charAt(j - 1);
    var best = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
    best = Math.min(best, table[i - 1][j - 1] + (same ? 0 : 1));
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
