// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.shed;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a service are turned away.
 *
 * @param share of those that are not kept, above 0 and at most 1
 * @param header in lower case; empty: all requests are alike
 * @param keep values of the header that are never turned away
 * @param owner who renews it
 * @param lease from one renewal to its end
 */
public record Shed(double share, String header, List<String> keep, String owner, Duration lease) {

  private static final int MOST_VALUES = 20;

  public Shed {
    header = header.toLowerCase(Locale.ROOT);
    keep = List.copyOf(keep);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
    }
    if (header.isEmpty() != keep.isEmpty() || keep.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "keep: (expected: a header and 1 to " + MOST_VALUES + " values, or neither)");
    }
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("owner: (expected: who renews it)");
    }
  }

  /** Whether the same requests are meant, by the same owner. */
  boolean isRenewedBy(Shed other) {
    return share == other.share
        && header.equals(other.header)
        && keep.equals(other.keep)
        && owner.equals(other.owner);
  }

  /** Whether a request with this value of the header is never turned away. */
  boolean keeps(@Nullable String value) {
    return value != null && keep.contains(value);
  }
}
