// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way. Whoever holds a chunk owns its buffer.
 *
 * @param promise of whoever wrote the bytes; null when they were read from a peer, and for all
 *     pieces of a write but the last
 */
record Chunk(ByteBuf data, @Nullable ChannelPromise promise) {

  int size() {
    return data.readableBytes();
  }

  /** The first bytes as a chunk of its own; the rest stays in this one. */
  Chunk cut(int bytes) {
    return new Chunk(data.readRetainedSlice(bytes), null);
  }

  /** Swallows the bytes: for the writer they are sent. */
  void swallow() {
    data.release();
    if (promise != null) {
      promise.trySuccess();
    }
  }

  void fail(Throwable cause) {
    data.release();
    if (promise != null) {
      promise.tryFailure(cause);
    }
  }
}
