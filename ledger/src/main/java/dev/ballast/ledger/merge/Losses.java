// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

/** Told of each write that a merge does not keep; may be told of the same one again. */
@FunctionalInterface
public interface Losses {

  Losses IGNORED = loss -> {};

  void lost(Loss loss);

  /** Puts every loss under a key or field. */
  default Losses under(String parent) {
    return loss -> lost(loss.under(parent));
  }
}
