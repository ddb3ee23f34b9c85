// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Which region owns the writes of a resource. Each change of owner is a new epoch, one higher than
 * the last; a resource that refuses all but the newest epoch it has heard of cannot be written by
 * two regions.
 */
public interface Epochs {

  /** The newest, or empty when nobody ever owned it. */
  Optional<Epoch> current(String resource);

  /**
   * Gives the resource to a region.
   *
   * @param expected the newest epoch as the caller knows it; 0: nobody owned it yet
   * @return the new epoch, or empty when somebody else was faster
   */
  Optional<Epoch> advance(String resource, String region, long expected);

  /** Who owns a resource, from 1. */
  record Epoch(String resource, String region, long number, Instant since) {}
}
