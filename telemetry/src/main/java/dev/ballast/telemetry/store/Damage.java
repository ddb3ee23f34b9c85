// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

/**
 * A piece of stored data that failed its checksum or could not be read, and is set aside.
 *
 * @param where file or key
 * @param lost what cannot be served any more, in words
 */
public record Damage(Kind kind, String where, String lost) {

  /** The layer that found it. */
  public enum Kind {
    LOG,
    BLOCK,
    CHUNK,
    RECORD
  }
}
