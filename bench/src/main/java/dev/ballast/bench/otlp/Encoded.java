// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An encoded request whose points can be moved in time in place, so that nothing of the generator
 * is in what is measured: every eight bytes that hold the old time get the new one, and the double
 * behind a number point's time grows.
 */
final class Encoded {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int AS_DOUBLE = 4 << 3 | 1;

  private final byte[] body;
  private final int[] times;

  Encoded(byte[] body, long nanos) {
    this.body = body;
    int[] found = new int[body.length / 8];
    int count = 0;
    for (int i = 0; i + 8 <= body.length; i++) {
      if ((long) LONGS.get(body, i) == nanos) {
        found[count++] = i;
      }
    }
    this.times = Arrays.copyOf(found, count);
  }

  byte[] body() {
    return body;
  }

  /** Moves every point to a time and changes every number. */
  byte[] at(long nanos) {
    for (int i : times) {
      LONGS.set(body, i, nanos);
      if (i + 17 <= body.length && body[i + 8] == AS_DOUBLE) {
        double value = Double.longBitsToDouble((long) LONGS.get(body, i + 9));
        LONGS.set(body, i + 9, Double.doubleToRawLongBits(value + (i & 7)));
      }
    }
    return body;
  }
}
