// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.fault.bytes.FaultPoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection and its counterpart to the upstream, both on one event loop. Reads from
 * one side as fast as the other takes; half-closes, closes and resets alike.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a channel tells by closing what became of its writes
final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Channel client;
  private final FaultPoint point;
  private final Traffic traffic;
  private final Deque<ByteBuf> early = new ArrayDeque<>();
  private @Nullable Channel server;
  private boolean clientFinished;

  Relay(Channel client, FaultPoint point, Traffic traffic) {
    this.client = client;
    this.point = point;
    this.traffic = traffic;
  }

  ChannelInboundHandlerAdapter clientSide() {
    return new ClientSide();
  }

  /** Connects to the upstream; nobody else waits for it. Names are looked up on another thread. */
  void dial(Transport transport, String upstream, Duration timeout) {
    try {
      InetSocketAddress literal = GoAddress.literal(upstream);
      if (literal != null) {
        connect(transport, literal, timeout);
        return;
      }
    } catch (GoAddress.Unusable e) {
      failed(upstream, e);
      return;
    }
    transport.blocking().execute(() -> lookUp(transport, upstream, timeout));
  }

  private void lookUp(Transport transport, String upstream, Duration timeout) {
    Runnable then;
    try {
      InetSocketAddress address = GoAddress.resolve(upstream);
      then = () -> connect(transport, address, timeout);
    } catch (GoAddress.Unusable e) {
      then = () -> failed(upstream, e);
    }
    try {
      client.eventLoop().execute(then);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().addKeyValue("event", "toxiproxy.stopped").setCause(e).log();
    }
  }

  private void connect(Transport transport, InetSocketAddress address, Duration timeout) {
    if (!client.isOpen()) {
      return;
    }
    transport
        .client(client.eventLoop(), timeout)
        .handler(traffic.meter(Direction.DOWNSTREAM, Direction.UPSTREAM))
        .connect(address)
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  if (connected.isSuccess()) {
                    connected(connected.channel());
                  } else {
                    failed(GoAddress.write(address), connected.cause());
                  }
                });
  }

  private void failed(String upstream, Throwable cause) {
    LOG.atInfo()
        .addKeyValue("event", "toxiproxy.dial_failed")
        .addKeyValue("upstream", upstream)
        .addKeyValue("error", cause.getMessage())
        .log();
    point.closeNow();
  }

  private void connected(Channel upstream) {
    if (!client.isOpen()) {
      upstream.close();
      return;
    }
    server = upstream;
    upstream.pipeline().addLast(new ServerSide());
    for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
      upstream.write(bytes);
    }
    upstream.flush();
    if (clientFinished) {
      finish(upstream);
    }
    read(upstream, true);
    read(client, upstream.isWritable());
  }

  /**
   * A peer that has sent its last is out of Netty's epoll set; asking for more is an error there.
   */
  private static void read(Channel channel, boolean on) {
    if (!on || !(channel instanceof DuplexChannel duplex) || !duplex.isInputShutdown()) {
      channel.config().setAutoRead(on);
    }
  }

  /** Tells a peer that no more comes, after all that was written. */
  private static void finish(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFutureListener)
                flushed -> {
                  if (channel instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
                    duplex.shutdownOutput();
                  } else {
                    channel.close();
                  }
                });
  }

  private final class ClientSide extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      Channel to = server;
      if (to != null) {
        to.write(message);
      } else if (message instanceof ByteBuf bytes) {
        early.add(bytes);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      Channel to = server;
      if (to != null) {
        to.flush();
        if (!to.isWritable()) {
          client.config().setAutoRead(false);
        }
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      Channel from = server;
      if (from != null) {
        read(from, client.isWritable());
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        clientFinished = true;
        if (server != null) {
          finish(server);
        }
      } else if (event instanceof FaultPoint.ConnectionReset && server != null) {
        server.config().setOption(ChannelOption.SO_LINGER, 0);
        server.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      early.forEach(ByteBuf::release);
      early.clear();
      if (server != null) {
        server.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      point.closeNow();
    }
  }

  private final class ServerSide extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      client.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      client.flush();
      if (!client.isWritable()) {
        ctx.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      read(client, ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        point.finish();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      client.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
