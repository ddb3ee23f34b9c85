// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One connection: at most one request at a time is on it. */
final class Wire extends ChannelInboundHandlerAdapter {

  /** What a wire tells. All on the event loop. */
  interface Listener {
    void answered(Wire wire, Shot shot, int status, boolean keptAlive);

    void broken(Wire wire, @Nullable Shot shot, Failure failure);

    void received(int bytes);
  }

  final long number;
  private final Channel channel;
  private final Listener listener;
  private @Nullable Shot shot;
  private int status;
  private boolean keepAlive;
  private boolean gone;

  Wire(long number, Channel channel, Listener listener) {
    this.number = number;
    this.channel = channel;
    this.listener = listener;
  }

  boolean usable() {
    return !gone && channel.isActive();
  }

  void send(Shot next, ByteBuf bytes) {
    shot = next;
    next.process = number;
    status = 0;
    var _ = channel.writeAndFlush(bytes, channel.voidPromise());
  }

  /** Gives its request up. */
  void abandon(Failure failure) {
    end(failure);
  }

  void close() {
    gone = true;
    var _ = channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      read(message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(Object message) {
    if (message instanceof HttpResponse response) {
      if (response.decoderResult().isFailure()) {
        end(Failure.PROTOCOL);
        return;
      }
      status = response.status().code();
      keepAlive = HttpUtil.isKeepAlive(response);
    }
    if (message instanceof HttpContent content) {
      listener.received(content.content().readableBytes());
      if (content.decoderResult().isFailure()) {
        end(Failure.PROTOCOL);
      } else if (content instanceof LastHttpContent && status >= 200) {
        answered();
      }
    }
  }

  private void answered() {
    Shot done = shot;
    shot = null;
    if (done == null) {
      end(Failure.PROTOCOL); // an answer that nobody asked for
    } else {
      listener.answered(this, done, status, keepAlive && !gone);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(Failure.RESET);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(Failure.RESET);
  }

  private void end(Failure failure) {
    if (gone) {
      return;
    }
    gone = true;
    Shot lost = shot;
    shot = null;
    listener.broken(this, lost, failure);
    var _ = channel.close();
  }
}
