// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends made-up requests through everything but the network, so that the first real ones do not
 * wait for classes to be loaded.
 */
final class WarmUp implements Wire.Listener {

  private static final int REQUESTS = 2_000;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Tally tally = new Tally();

  private WarmUp() {}

  static void run(LoadRequest request, ChannelHandler decoder) {
    WarmUp ears = new WarmUp();
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    Wire wire = new Wire(0, channel, ears);
    channel.pipeline().addLast(wire);
    for (int i = 0; i < REQUESTS; i++) {
      Shot shot = new Shot(i, i);
      ears.tally.planned(shot);
      shot.sent = i;
      ears.tally.sent(shot);
      wire.send(shot, request.bytes(i, ByteBufAllocator.DEFAULT));
      channel.releaseOutbound();
      channel.writeInbound(Unpooled.wrappedBuffer(ANSWER));
    }
    ears.tally.progress(1, 0, 0, 1);
    channel.finishAndReleaseAll();
  }

  @Override
  public void answered(Wire wire, Shot shot, int status, boolean keptAlive) {
    tally.answered(shot, status, shot.sent + 1_000_000);
  }

  @Override
  public void broken(Wire wire, @Nullable Shot shot, Failure failure) {}

  @Override
  public void received(int bytes) {}
}
