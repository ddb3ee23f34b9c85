// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.model.mesh.RequestLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;

/**
 * A client's connection of HTTP/2. Its streams are exchanges; the connection itself only watches
 * that the client does not keep us busy with frames that carry nothing: resets, settings, pings.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class Http2Client extends ChannelInboundHandlerAdapter implements Drainable {

  private static final int STREAMS = 250;
  private static final int WINDOW = 256 * 1024;
  private static final int RESETS = 200;
  private static final int WINDOW_SECONDS = 10;
  private static final int CONTROL_FRAMES = 200;
  private static final int QUEUED_ANSWERS = 1000;

  private final Worker worker;
  private final Channel channel;
  private final String portName;
  private final Patience patience;
  private final RequestLimits limits;
  private int streams;
  private int controlFrames;
  private long windowStart;

  private Http2Client(Worker worker, Channel channel, Port port) {
    this.worker = worker;
    this.channel = channel;
    this.portName = Port.nameOf(port.listener());
    this.limits = port.limits();
    this.windowStart = worker.now();
    this.patience = new Patience(worker, limits, this::outOfPatience);
  }

  /** Takes over a connection; returns the handler that wants its bytes. */
  static Http2FrameCodec install(Worker worker, Channel channel, Port port) {
    Http2Client client = new Http2Client(worker, channel, port);
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(STREAMS)
                    .initialWindowSize(WINDOW)
                    .maxHeaderListSize(port.limits().headBytes()))
            .decoderEnforceMaxRstFramesPerWindow(RESETS, WINDOW_SECONDS)
            .encoderEnforceMaxQueuedControlFrames(QUEUED_ANSWERS)
            .build();
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast("http2", codec);
    pipeline.addLast("streams", new Http2MultiplexHandler(client.streamInitializer()));
    pipeline.addLast("client", client);
    worker.joined(client);
    client.patience.forNextRequest();
    return codec;
  }

  private ChannelInitializer<Channel> streamInitializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        opened();
        stream.closeFuture().addListener(_ -> closed());
        stream
            .pipeline()
            .addLast(
                new Http2StreamFrameToHttpObjectCodec(true),
                new StreamClient(worker, stream, channel, portName, limits));
      }
    };
  }

  private void opened() {
    streams++;
    patience.end();
  }

  private void closed() {
    streams--;
    if (streams == 0) {
      patience.forNextRequest();
      if (worker.draining()) {
        channel.close();
      }
    }
  }

  private void outOfPatience() {
    goAway(Http2Error.NO_ERROR);
  }

  private void goAway(Http2Error why) {
    channel
        .writeAndFlush(new DefaultHttp2GoAwayFrame(why))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void drain() {
    if (streams == 0) {
      goAway(Http2Error.NO_ERROR);
    } else {
      channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http2SettingsFrame || message instanceof Http2PingFrame) {
      countControlFrame();
    }
    ReferenceCountUtil.release(message);
  }

  private void countControlFrame() {
    long now = worker.now();
    if (now - windowStart > WINDOW_SECONDS * 1_000_000_000L) {
      windowStart = now;
      controlFrames = 0;
    }
    if (++controlFrames > CONTROL_FRAMES) {
      goAway(Http2Error.ENHANCE_YOUR_CALM);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    worker.left(this);
    patience.end();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    channel.close();
  }
}
