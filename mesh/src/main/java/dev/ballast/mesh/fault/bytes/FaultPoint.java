// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where byte faults act on one connection: the first handler of its channel, where everything is
 * bytes. Without faults it only passes on.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a channel tells by closing what became of its writes
public final class FaultPoint extends ChannelDuplexHandler implements Lane.Owner {

  /** Tells the handlers behind that a fault resets the connection; close the other side alike. */
  public enum ConnectionReset {
    INSTANCE
  }

  /** A bit of the channel's writability that nobody else in our pipelines uses. */
  private static final int WRITABILITY_BIT = 17;

  private final ByteFaults faults;
  private final long number;
  private final Direction reading;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Lane incoming;
  private @Nullable Lane outgoing;
  private @Nullable ChannelPromise closing;
  private boolean readWanted;
  private boolean late;

  FaultPoint(ByteFaults faults, long number, Direction reading) {
    this.faults = faults;
    this.number = number;
    this.reading = reading;
  }

  /** Nothing more will be written: tells the peer so, after everything that was. */
  public void finish() {
    lane(outgoing).end(End.FINISHED);
  }

  /** Closes at once, whatever a fault holds back. */
  public void closeNow() {
    if (context != null) {
      context.close();
    }
  }

  /**
   * Resets at once: the client gets RST, and {@link ConnectionReset} passes through the handlers.
   */
  @Override
  public void reset() {
    ChannelHandlerContext ctx = context();
    if (ctx.channel().isOpen()) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      ctx.fireUserEventTriggered(ConnectionReset.INSTANCE);
      ctx.close();
    }
  }

  /** The connection has been there before the faults that it meets when this joins. */
  void comesLate() {
    late = true;
  }

  long number() {
    return number;
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("the fault point is in no pipeline");
    }
    return context;
  }

  /** Does what the settings say from now on. On the event loop. */
  void become(List<ByteFaults.Setting> settings, boolean open) {
    if (context == null || !context.channel().isOpen()) {
      return;
    }
    lane(incoming).become(ByteFaults.those(settings, reading, number), number, open);
    lane(outgoing).become(ByteFaults.those(settings, reading.opposite(), number), number, open);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    long most = faults.mostHeld();
    incoming = new Lane(this, ctx.executor(), faults.ticker(), most, new ToHandlers(ctx));
    outgoing = new Lane(this, ctx.executor(), faults.ticker(), most, new ToSocket(ctx));
    faults.joined(this, ctx.executor(), late);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    faults.left(this);
    lane(incoming).release();
    lane(outgoing).release();
    context = null;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes && lane(incoming).active()) {
      lane(incoming).bytes(new Chunk(bytes, null));
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      lane(incoming).end(End.FINISHED);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lane(incoming).release();
    lane(outgoing).discard(new ClosedChannelException());
    if (closing != null) {
      closing.trySuccess();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (lane(incoming).pressed()) {
      hold(ctx);
    } else {
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && lane(outgoing).active()) {
      lane(outgoing).bytes(new Chunk(bytes, promise));
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (closing != null) {
      PromiseNotifier.cascade(closing, promise);
    } else if (lane(outgoing).active() && ctx.channel().isActive()) {
      closing = promise;
      lane(outgoing).end(End.CLOSED);
    } else {
      ctx.close(promise);
    }
  }

  @Override
  public void pressed(Lane lane, boolean pressed) {
    ChannelHandlerContext ctx = context();
    if (lane == outgoing) {
      ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
      if (buffer != null) {
        buffer.setUserDefinedWritability(WRITABILITY_BIT, !pressed);
      }
    } else if (pressed && ctx.channel().config().isAutoRead()) {
      hold(ctx);
    } else if (!pressed && readWanted) {
      readWanted = false;
      if (!(ctx.channel() instanceof DuplexChannel duplex) || !duplex.isInputShutdown()) {
        ctx.channel().config().setAutoRead(true);
      }
    }
  }

  /** With automatic reads on, a transport goes on reading even when nobody asks. */
  private void hold(ChannelHandlerContext ctx) {
    readWanted = true;
    ctx.channel().config().setAutoRead(false);
  }

  private static Lane lane(@Nullable Lane lane) {
    if (lane == null) {
      throw new IllegalStateException("the fault point is in no pipeline");
    }
    return lane;
  }

  /** Where what was read goes: the handlers of the pipeline. */
  private record ToHandlers(ChannelHandlerContext ctx) implements Sink {

    @Override
    public void bytes(Chunk chunk) {
      ctx.fireChannelRead(chunk.data());
      ctx.fireChannelReadComplete();
    }

    @Override
    public void end(End end) {
      switch (end) {
        case FINISHED -> ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        case CLOSED -> ctx.close();
      }
    }
  }

  /** Where what was written goes: the socket. */
  private record ToSocket(ChannelHandlerContext ctx) implements Sink {

    @Override
    public void bytes(Chunk chunk) {
      ctx.writeAndFlush(chunk.data(), chunk.promise() == null ? ctx.newPromise() : chunk.promise());
    }

    @Override
    public void end(End end) {
      // What was written before must have left: closing and shutting down forget the rest.
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              (ChannelFutureListener)
                  flushed -> {
                    switch (end) {
                      case FINISHED -> shutDown();
                      case CLOSED -> ctx.close();
                    }
                  });
    }

    private void shutDown() {
      if (ctx.channel() instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
        duplex.shutdownOutput();
      } else {
        ctx.close();
      }
    }
  }
}
