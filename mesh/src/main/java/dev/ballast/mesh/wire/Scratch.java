// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.util.concurrent.FastThreadLocal;

/** A thread's array for heads that are being read: what was in it is gone with the next one. */
final class Scratch {

  private static final FastThreadLocal<byte[]> BYTES =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[4096];
        }
      };

  private Scratch() {}

  static byte[] of(int length) {
    byte[] bytes = BYTES.get();
    if (bytes.length < length) {
      bytes = new byte[Integer.highestOneBit(length) * 2];
      BYTES.set(bytes);
    }
    return bytes;
  }
}
