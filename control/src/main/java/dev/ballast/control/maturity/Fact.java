// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thing: what was seen, and what is only said. At least one of them is there.
 */
public record Fact(@Nullable Measured measured, @Nullable Claimed claimed) {

  /**
   * What was seen.
   *
   * @param value in its name's unit, finite
   * @param of how many things it was counted over; 0 when nothing counts yet, which says neither
   *     yes nor no
   * @param at when the newest of these was
   * @param proofs the newest first, a few
   */
  public record Measured(double value, int of, Instant at, List<Proof> proofs, String text) {
    public Measured {
      if (!Double.isFinite(value) || of < 0 || proofs.isEmpty()) {
        throw new IllegalArgumentException(
            "value, of, proofs: %s, %d, %d (expected: finite, at least 0, at least 1)"
                .formatted(value, of, proofs.size()));
      }
      proofs = List.copyOf(proofs);
    }
  }

  /** What configuration says, which proves nothing. */
  public record Claimed(String text, List<Proof> proofs) {
    public Claimed {
      proofs = List.copyOf(proofs);
    }
  }

  public Fact {
    if (measured == null && claimed == null) {
      throw new IllegalArgumentException("fact: neither measured nor claimed (expected: one)");
    }
  }

  /** Both together; what is measured here counts. */
  Fact or(Fact other) {
    return new Fact(
        measured == null ? other.measured : measured, claimed == null ? other.claimed : claimed);
  }
}
