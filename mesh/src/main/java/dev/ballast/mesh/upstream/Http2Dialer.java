// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/2 to one endpoint, with a stream for each request. After a GOAWAY the next
 * request gets a new connection, and the streams of the old one end in peace.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class Http2Dialer implements Dialer {

  private static final int WINDOW = 1 << 20;

  private final LaneRules rules;
  private final UpstreamLoop loop;
  private final Bootstrap bootstrap;
  private final ArrayDeque<UpstreamSink> waiting = new ArrayDeque<>();
  private @Nullable Channel connection;
  private boolean connecting;
  private int streams;
  private long unusedSince;

  Http2Dialer(EndpointKey key, LaneRules rules, UpstreamLoop loop) {
    this.rules = rules;
    this.loop = loop;
    this.bootstrap =
        new Bootstrap()
            .group(loop.loop())
            .channel(loop.channelType())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) rules.connections().connectTimeout().toMillis())
            .remoteAddress(new InetSocketAddress(key.address().host(), key.address().port()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    prepare(channel, key);
                  }
                });
  }

  private void prepare(Channel channel, EndpointKey key) {
    if (rules.tls() != null) {
      channel.pipeline().addLast("tls", rules.tls().get().newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            "http2",
            Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings().initialWindowSize(WINDOW))
                .build())
        .addLast("streams", new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
        .addLast("goaway", new GoAway());
    loop.faults().onUpstream(channel, key.service(), key.version());
  }

  @Override
  public void dial(UpstreamSink sink) {
    if (streams + waiting.size() >= rules.connections().most()) {
      sink.onFailure(UpstreamFailure.OVERFLOW);
    } else if (connection != null) {
      open(connection, sink);
    } else {
      waiting.add(sink);
      connect();
    }
  }

  private void connect() {
    if (connecting) {
      return;
    }
    connecting = true;
    ChannelFuture attempt = bootstrap.connect();
    attempt.addListener(_ -> connected(attempt));
  }

  private void connected(ChannelFuture attempt) {
    connecting = false;
    if (!attempt.isSuccess()) {
      for (UpstreamSink sink = waiting.poll(); sink != null; sink = waiting.poll()) {
        sink.onFailure(UpstreamFailure.CONNECT);
      }
      return;
    }
    Channel made = attempt.channel();
    connection = made;
    unusedSince = loop.ticker().nanos();
    made.closeFuture().addListener(_ -> retire(made));
    for (UpstreamSink sink = waiting.poll(); sink != null; sink = waiting.poll()) {
      open(made, sink);
    }
  }

  /** No more requests on this connection. */
  private void retire(Channel old) {
    if (old.equals(connection)) {
      connection = null;
    }
  }

  private void open(Channel parent, UpstreamSink sink) {
    Http2Stream stream = new Http2Stream(sink);
    streams++;
    Future<Http2StreamChannel> opening =
        new Http2StreamChannelBootstrap(parent)
            .handler(
                new ChannelInitializer<Http2StreamChannel>() {
                  @Override
                  protected void initChannel(Http2StreamChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new Http2StreamFrameToHttpObjectCodec(false), stream);
                  }
                })
            .open();
    opening.addListener(
        _ -> {
          if (!opening.isSuccess()) {
            ended();
            sink.onFailure(UpstreamFailure.CONNECT);
            return;
          }
          Http2StreamChannel channel = opening.getNow();
          channel.closeFuture().addListener(_ -> ended());
          stream.opened(channel);
        });
  }

  private void ended() {
    streams--;
    unusedSince = loop.ticker().nanos();
  }

  @Override
  public void forget(UpstreamSink sink) {
    waiting.remove(sink);
  }

  @Override
  public int open() {
    return connection == null ? 0 : 1;
  }

  @Override
  public void closeIdle(long now) {
    boolean unused = streams == 0 && now - unusedSince >= rules.connections().idle().toNanos();
    if (unused && connection != null) {
      connection.close();
    }
  }

  @Override
  public void close() {
    Channel old = connection;
    connection = null;
    if (old != null && streams == 0) {
      old.close();
    } else if (old != null) {
      loop.loop()
          .schedule(
              () -> old.close(),
              rules.connections().idle().toMillis(),
              java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }

  /** Looks for the end of a connection. */
  private final class GoAway extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame) {
        retire(ctx.channel());
      }
      io.netty.util.ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
