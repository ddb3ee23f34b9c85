// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;

/**
 * Somebody says what an incident's cause really was, so that the diagnosis can be measured.
 *
 * @param by who says so; empty while nobody has
 * @param at when; {@link Instant#EPOCH} while nobody has
 */
public record Confirmation(Truth truth, String by, Instant at) {

  public static final Confirmation NONE = new Confirmation(Truth.UNKNOWN, "", Instant.EPOCH);

  public boolean isGiven() {
    return truth.isKnown();
  }
}
