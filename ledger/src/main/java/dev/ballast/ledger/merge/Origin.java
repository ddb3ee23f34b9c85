// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import dev.ballast.ledger.Limits;
import java.util.Comparator;

/**
 * One life of one site. A site that starts again from its disk is another origin: what it gave out
 * and then forgot would otherwise be given out twice. The incarnation is a number that only grows
 * over restarts, such as the fencing token of the lock under which the site writes.
 */
public record Origin(String site, long incarnation) implements Comparable<Origin> {

  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::site).thenComparingLong(Origin::incarnation);

  public Origin {
    Limits.name("origin.site", site);
    if (incarnation < 0) {
      throw new IllegalArgumentException(
          "origin.incarnation: " + incarnation + " (expected: at least 0)");
    }
  }

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return site + "#" + incarnation;
  }
}
