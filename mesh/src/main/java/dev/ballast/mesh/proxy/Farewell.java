// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;

/** How a client's connection ends, so that the last answer arrives. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class Farewell {

  private final Channel channel;
  private final Patience patience;
  private boolean begun;

  Farewell(Channel channel, Patience patience) {
    this.channel = channel;
    this.patience = patience;
  }

  boolean begun() {
    return begun;
  }

  /**
   * Ends our side, and closes when the client has or after a moment: a close with bytes unread is a
   * reset, which can destroy the answer on its way.
   */
  void linger() {
    begun = true;
    patience.forFarewell();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              if (channel instanceof DuplexChannel half && channel.pipeline().get("tls") == null) {
                half.shutdownOutput();
              } else {
                channel.close();
              }
            });
  }

  /** Closes when everything is written, of a client that has sent everything. */
  void closeWhenFlushed() {
    begun = true;
    patience.forReader();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes with a reset. */
  void reset() {
    if (channel.config() instanceof SocketChannelConfig socket) {
      socket.setSoLinger(0);
    }
    channel.close();
  }
}
