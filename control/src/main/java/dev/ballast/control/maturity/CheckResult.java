// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param value in the fact's unit; null when there is none
 * @param text one sentence for people
 * @param proofs what it rests on, the newest first; empty only when nothing is known
 * @param at when the newest of what was seen happened; null when nothing was seen
 * @param expires until when that proves anything; null when nothing was seen
 * @param expired whether that is over: what was seen is too old to prove anything
 */
public record CheckResult(
    Check check,
    CheckState state,
    @Nullable Double value,
    String text,
    List<Proof> proofs,
    @Nullable Instant at,
    @Nullable Instant expires,
    boolean expired) {

  public CheckResult {
    proofs = List.copyOf(proofs);
    if (state == CheckState.PROVED && (proofs.isEmpty() || expires == null || at == null)) {
      throw new IllegalArgumentException(
          check.id() + ": proved (expected: with a proof, its time, and when it expires)");
    }
  }

  public boolean isProved() {
    return state == CheckState.PROVED;
  }
}
