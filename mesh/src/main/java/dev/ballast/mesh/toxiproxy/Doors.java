// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.ByteFaults;
import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.fault.bytes.FaultPoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Opens the listening sockets of proxies, and counts who comes in through all of them. */
final class Doors {

  private static final AttributeKey<FaultPoint> POINT = AttributeKey.valueOf(Doors.class, "point");

  private final Transport transport;
  private final ToxiproxyLimits limits;
  private final AtomicInteger inside = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  Doors(Transport transport, ToxiproxyLimits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  int inside() {
    return inside.get();
  }

  long refused() {
    return refused.sum();
  }

  /**
   * Listens for clients of an upstream.
   *
   * @throws ApiException in Go's words, when that is not possible
   */
  Channel open(String listen, String upstream, ByteFaults faults, Traffic traffic)
      throws ApiException {
    InetSocketAddress address;
    try {
      address = GoAddress.resolve(listen);
    } catch (GoAddress.Unusable e) {
      throw new ApiException(500, "listen tcp: " + e.getMessage());
    }
    ChannelFuture bound =
        transport
            .server()
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .handler(new Porter(faults))
            .childHandler(new Entry(upstream, traffic))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new ApiException(500, GoAddress.bindError(GoAddress.write(address), bound.cause()));
    }
    return bound.channel();
  }

  /** Counts clients as they are accepted, so the same seed hits the same ones in each run. */
  private final class Porter extends ChannelInboundHandlerAdapter {

    private final ByteFaults faults;

    Porter(ByteFaults faults) {
      this.faults = faults;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      Channel client = (Channel) message;
      if (inside.incrementAndGet() > limits.connections()) {
        inside.decrementAndGet();
        refused.increment();
        client.unsafe().closeForcibly();
        return;
      }
      client.closeFuture().addListener(closed -> inside.decrementAndGet());
      client.attr(POINT).set(faults.atClient());
      ctx.fireChannelRead(client);
    }
  }

  private final class Entry extends ChannelInitializer<Channel> {

    private final String upstream;
    private final Traffic traffic;

    Entry(String upstream, Traffic traffic) {
      this.upstream = upstream;
      this.traffic = traffic;
    }

    @Override
    protected void initChannel(Channel client) {
      FaultPoint point = client.attr(POINT).get();
      Relay relay = new Relay(client, point, traffic);
      client
          .pipeline()
          .addLast(
              traffic.meter(Direction.UPSTREAM, Direction.DOWNSTREAM), point, relay.clientSide());
      relay.dial(transport, upstream, limits.dial());
    }
  }
}
