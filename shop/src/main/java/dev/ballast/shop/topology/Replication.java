// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import java.util.Arrays;

/** How the regions' databases come to hold the same. */
public enum Replication {
  /** One server leads, the others follow it: whatever users write has one place. */
  LEADER("leader"),
  /** As before, but reviews are written in every region, into a database of their own. */
  MULTI("multi");

  private final String text;

  Replication(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Reads what {@link #text()} wrote. */
  public static Replication parse(String text) {
    return Arrays.stream(values())
        .filter(r -> r.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--replication: " + text + " (expected: leader or multi)"));
  }
}
