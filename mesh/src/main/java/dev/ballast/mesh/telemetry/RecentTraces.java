// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers which traces met a service lately, in a table of fixed size that forgets.
 *
 * <p>A direct-mapped set of 64-bit keys: a key overwrites whatever was in its slot, so one write or
 * read without a lock is all that a call costs. A trace is forgotten early when another one takes
 * its slot; with n calls in between, the chance is 1 − exp(−n/slots).
 */
public final class RecentTraces {

  private static final int SLOTS = 1 << 16;

  private final AtomicLongArray keys = new AtomicLongArray(SLOTS);

  public void add(long trace, String service) {
    long key = key(trace, service);
    keys.setPlain(slot(key), key);
  }

  public boolean contains(long trace, String service) {
    long key = key(trace, service);
    return keys.getPlain(slot(key)) == key;
  }

  private static long key(long trace, String service) {
    long z = (trace ^ (service.hashCode() * 0x9e3779b97f4a7c15L)) * 0xbf58476d1ce4e5b9L;
    return (z ^ (z >>> 31)) | 1; // Never 0, which is an empty slot.
  }

  private static int slot(long key) {
    return (int) (key >>> 40) & (SLOTS - 1);
  }
}
