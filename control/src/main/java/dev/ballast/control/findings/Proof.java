// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;

/**
 * What a number comes from.
 *
 * @param query how it can be asked for again; empty when it cannot
 * @param hash of the raw series; empty when it is none
 */
public record Proof(String what, String query, String hash, Instant from, Instant to) {

  static Proof of(Series series, Instant from, Instant to) {
    return new Proof(
        series.name() + ", " + series.between(from, to).size() + " points",
        series.query(),
        series.hash(),
        from,
        to);
  }
}
