// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.model.RegionName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done.
 *
 * @param by who: a user, a token's name, or {@code ballast}
 * @param losing up to so many acknowledged writes may be lost; negative: no consent
 * @param glass null unless somebody breaks the glass
 */
public record Wish(Kind kind, RegionName region, String by, long losing, @Nullable Glass glass) {

  /** What is to become of a region. */
  public enum Kind {
    /** It is lost: others take over. */
    FAILOVER,
    /** It lives, and is to be emptied. */
    DRAIN,
    /** It is to be given its users back. */
    RESTORE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The rules do not hold for this one: who says so, and why; told to everybody. */
  public record Glass(String by, String reason) {
    public Glass {
      if (by.isBlank() || reason.strip().length() < 10) {
        throw new IllegalArgumentException(
            "break glass: by '%s' because '%s' (expected: a name, and a reason of 10 characters or more)"
                .formatted(by, reason));
      }
    }
  }

  public static Wish of(Kind kind, RegionName region, String by) {
    return new Wish(kind, region, by, -1, null);
  }

  public Wish losing(long writes) {
    return new Wish(kind, region, by, writes, glass);
  }

  public Wish breaking(Glass newGlass) {
    return new Wish(kind, region, by, losing, newGlass);
  }

  /** Whether Ballast wants it by itself. */
  public boolean isOwn() {
    return by.equals(BALLAST);
  }

  public static final String BALLAST = "ballast";
}
