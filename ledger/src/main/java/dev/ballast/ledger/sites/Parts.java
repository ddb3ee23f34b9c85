// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the states of each part of the keys; equal where all states of the part are equal.
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and compared part by part
record Parts(long[] digests) {

  static final int COUNT = 256;

  /** The part that a key belongs to, by a hash that is the same in every version of Java. */
  static int of(String key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (COUNT - 1);
  }

  boolean differs(Parts other, String key) {
    int part = of(key);
    return digests[part] != other.digests[part];
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Long.BYTES);
    bytes.asLongBuffer().put(digests);
    return bytes.array();
  }

  /** Null when these are not digests of so many parts. */
  static @Nullable Parts read(byte[] bytes) {
    if (bytes.length != COUNT * Long.BYTES) {
      return null;
    }
    long[] digests = new long[COUNT];
    ByteBuffer.wrap(bytes).asLongBuffer().get(digests);
    return new Parts(digests);
  }
}
