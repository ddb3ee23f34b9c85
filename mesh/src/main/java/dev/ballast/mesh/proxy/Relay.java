// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection of bytes: what is read here is written there, no faster. Before
 * there is a there, what comes is kept: a sender that is already done is read to its end by epoll,
 * asked for or not.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class Relay extends ChannelInboundHandlerAdapter {

  private final Queue<ByteBuf> early = new ArrayDeque<>();
  private @Nullable Channel target;
  private @Nullable Relay opposite;
  private long bytes;
  private boolean senderDone;
  private boolean closed;

  /** Starts to write to a channel, whose own direction is the other relay. */
  void join(Channel to, Relay other) {
    target = to;
    opposite = other;
    for (ByteBuf piece = early.poll(); piece != null; piece = early.poll()) {
      to.write(piece);
    }
    to.flush();
    if (senderDone) {
      passOnTheEnd(to);
    }
  }

  /** Starts or stops reading; a channel that was read to its end would be closed by the wish. */
  static void read(Channel channel, boolean on) {
    if (!(channel instanceof DuplexChannel half) || !half.isInputShutdown()) {
      channel.config().setAutoRead(on);
    }
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf piece) || closed) {
      ReferenceCountUtil.release(message);
      return;
    }
    bytes += piece.readableBytes();
    Channel to = target;
    if (to == null) {
      early.add(piece);
      return;
    }
    to.write(piece, to.voidPromise());
    if (!to.isWritable()) {
      to.flush();
      read(ctx.channel(), to.isWritable());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (target != null) {
      target.flush();
    }
  }

  /** This side takes more again, or not: the other side reads accordingly. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (target != null && target.isActive()) {
      read(target, ctx.channel().isWritable());
    }
  }

  /** The sender is done; the receiver may still answer. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !senderDone) {
      senderDone = true;
      if (target != null) {
        passOnTheEnd(target);
      }
    }
  }

  private void passOnTheEnd(Channel to) {
    boolean both = opposite != null && opposite.senderDone;
    if (!both && to instanceof DuplexChannel half) {
      half.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> half.shutdownOutput());
    } else {
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Ends the receiving side when it has got everything. */
  void close() {
    closed = true;
    for (ByteBuf piece = early.poll(); piece != null; piece = early.poll()) {
      piece.release();
    }
    if (target != null && target.isActive()) {
      target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
