// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Bytes that a proxy got and gave, by direction. Counted at the sockets, as they pass. */
final class Traffic {

  private final Map<Direction, LongAdder> received =
      Map.of(Direction.UPSTREAM, new LongAdder(), Direction.DOWNSTREAM, new LongAdder());
  private final Map<Direction, LongAdder> sent =
      Map.of(Direction.UPSTREAM, new LongAdder(), Direction.DOWNSTREAM, new LongAdder());

  long received(Direction direction) {
    return of(received, direction).sum();
  }

  long sent(Direction direction) {
    return of(sent, direction).sum();
  }

  /** The first handler of a socket: reads of the client's go upstream, writes come downstream. */
  Meter meter(Direction reading, Direction writing) {
    return new Meter(of(received, reading), of(sent, writing));
  }

  private static LongAdder of(Map<Direction, LongAdder> counters, Direction direction) {
    return Objects.requireNonNull(counters.get(direction));
  }

  static final class Meter extends ChannelDuplexHandler {

    private final LongAdder read;
    private final LongAdder written;

    Meter(LongAdder read, LongAdder written) {
      this.read = read;
      this.written = written;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf bytes) {
        read.add(bytes.readableBytes());
      }
      ctx.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise goes on
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf bytes) {
        written.add(bytes.readableBytes());
      }
      ctx.write(message, promise);
    }
  }
}
