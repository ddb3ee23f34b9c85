// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash map whose keys are looked up as ranges of a larger array, without copying them. Open
 * addressing with linear probing, at most half full. Not thread-safe.
 */
final class ByteMap<V> {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[][] keys = new byte[16][];
  private Object[] values = new Object[16];
  private int[] hashes = new int[16];
  private int size;

  @Nullable V get(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    for (int i = hash & mask(); values[i] != null; i = (i + 1) & mask()) {
      if (hashes[i] == hash && Arrays.equals(keys[i], 0, keys[i].length, bytes, from, to)) {
        @SuppressWarnings("unchecked")
        V value = (V) values[i];
        return value;
      }
    }
    return null;
  }

  /** Adds a key, which is copied, or replaces its value. */
  void put(byte[] bytes, int from, int to, V value) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(Arrays.copyOfRange(bytes, from, to), hash(bytes, from, to), value);
  }

  private void insert(byte[] key, int hash, Object value) {
    int i = hash & mask();
    while (values[i] != null && !(hashes[i] == hash && Arrays.equals(keys[i], key))) {
      i = (i + 1) & mask();
    }
    size += values[i] == null ? 1 : 0;
    keys[i] = key;
    hashes[i] = hash;
    values[i] = value;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    Object[] oldValues = values;
    int[] oldHashes = hashes;
    keys = new byte[oldKeys.length * 2][];
    values = new Object[keys.length];
    hashes = new int[keys.length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        insert(oldKeys[i], oldHashes[i], oldValues[i]);
      }
    }
  }

  private int mask() {
    return keys.length - 1;
  }

  /** Eight bytes a step, multiply and fold; good enough for keys that are mostly text. */
  static int hash(byte[] bytes, int from, int to) {
    long h = 0x9e3779b97f4a7c15L ^ (to - from);
    int i = from;
    for (; i + 8 <= to; i += 8) {
      h = Long.rotateLeft((h ^ (long) LONGS.get(bytes, i)) * 0xff51afd7ed558ccdL, 31);
    }
    for (; i < to; i++) {
      h = (h ^ bytes[i]) * 0x100000001b3L;
    }
    h *= 0xc4ceb9fe1a85ec53L;
    return (int) (h ^ (h >>> 32));
  }
}
