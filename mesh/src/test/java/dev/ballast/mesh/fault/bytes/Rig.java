// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import dev.ballast.model.quantity.Ratio;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One connection with a fault point, whose time stands still until a test moves it. */
@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel is done when it returns
final class Rig {

  final MockTicker ticker;
  final ByteFaults faults;
  final FaultPoint point;
  final EmbeddedChannel channel;
  final List<Object> events = new ArrayList<>();
  private final Direction way;

  Rig(Direction way, ByteFaults faults, MockTicker ticker) {
    this.way = way;
    this.faults = faults;
    this.ticker = ticker;
    this.point = faults.atClient();
    this.channel = EmbeddedChannel.builder().ticker(ticker).handlers(point, new Ear()).build();
    channel.runPendingTasks();
  }

  static Rig on(Direction way) {
    return holding(way, ByteFaults.MOST_HELD);
  }

  static Rig holding(Direction way, long most) {
    MockTicker ticker = Ticker.newMockTicker();
    return new Rig(way, new ByteFaults(ticker::nanoTime, most), ticker);
  }

  /** A connection that is opened when the fault is on already. */
  static Rig openedUnder(Direction way, ByteFault fault) {
    MockTicker ticker = Ticker.newMockTicker();
    ByteFaults faults = new ByteFaults(ticker::nanoTime);
    faults.put(new ByteFaults.Setting("fault", way, fault, Ratio.ONE, 1));
    return new Rig(way, faults, ticker);
  }

  void put(ByteFault fault) {
    put("fault", fault);
  }

  void put(String id, ByteFault fault) {
    ByteFaults.Setting fresh = new ByteFaults.Setting(id, way, fault, Ratio.ONE, 1);
    faults.put(
        faults.settings().stream()
            .filter(setting -> setting.id().equals(id))
            .findFirst()
            .map(setting -> setting.with(fault, Ratio.ONE))
            .orElse(fresh));
    channel.runPendingTasks();
  }

  void remove(String id) {
    faults.remove(id);
    channel.runPendingTasks();
  }

  void remove() {
    remove("fault");
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteBuf send(byte[] bytes) {
    ByteBuf data = Unpooled.copiedBuffer(bytes);
    switch (way) {
      case UPSTREAM -> channel.writeOneInbound(data);
      case DOWNSTREAM -> channel.pipeline().writeAndFlush(data);
    }
    channel.runPendingTasks();
    return data;
  }

  ChannelFuture write(String text) {
    ChannelFuture written =
        channel.pipeline().writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    channel.runPendingTasks();
    return written;
  }

  /** The sender has no more. */
  void finish() {
    switch (way) {
      case UPSTREAM ->
          channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      case DOWNSTREAM -> point.finish();
    }
    channel.runPendingTasks();
  }

  void advance(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /** What has arrived since the last look, one entry for each piece. */
  List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    for (ByteBuf data = next(); data != null; data = next()) {
      if (data.isReadable()) {
        pieces.add(data.toString(StandardCharsets.ISO_8859_1));
      }
      data.release();
    }
    return pieces;
  }

  String arrived() {
    return String.join("", pieces());
  }

  private ByteBuf next() {
    return way == Direction.UPSTREAM ? channel.readInbound() : channel.readOutbound();
  }

  /** Whether the receiver knows that no more comes; an embedded channel cannot half-close. */
  boolean finished() {
    return !channel.isOpen() || events.contains(ChannelInputShutdownEvent.INSTANCE);
  }

  boolean closed() {
    return !channel.isOpen();
  }

  boolean wasReset() {
    return closed() && events.contains(FaultPoint.ConnectionReset.INSTANCE);
  }

  private final class Ear extends ChannelInboundHandlerAdapter {

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }
  }
}
