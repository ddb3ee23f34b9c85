// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A client turned out to speak HTTP/2: everything it has sent so far, the preface included. Travels
 * down the pipeline as an event; whoever takes it releases the bytes.
 */
public record Http2Preface(ByteBuf bytes) {

  private static final byte[] TEXT =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Whether the bytes may still become the preface, RFC 9113 section 3.4. */
  static boolean mayBe(ByteBuf in) {
    int size = Math.min(TEXT.length, in.readableBytes());
    for (int i = 0; i < size; i++) {
      if (in.getByte(in.readerIndex() + i) != TEXT[i]) {
        return false;
      }
    }
    return size > 0;
  }

  static boolean isWhole(ByteBuf in) {
    return in.readableBytes() >= TEXT.length;
  }
}
