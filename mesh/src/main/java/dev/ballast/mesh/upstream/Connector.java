// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.wire.ResponseDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Makes the connections of a pool. A request that gives up leaves its connection to the pool. */
final class Connector {

  private final HttpPool pool;
  private final Bootstrap bootstrap;

  /** Who waits for connections that are being made, in the order in which they were begun. */
  private final List<UpstreamSink> connecting = new ArrayList<>();

  Connector(HttpPool pool, EndpointKey key, UpstreamLoop loop, LaneRules rules) {
    this.pool = pool;
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
                    prepare(channel, key, loop, rules);
                  }
                });
  }

  private void prepare(Channel channel, EndpointKey key, UpstreamLoop loop, LaneRules rules) {
    var pipeline = channel.pipeline();
    if (rules.tls() != null) {
      SslHandler tls = rules.tls().get().newHandler(channel.alloc());
      pipeline.addLast("tls", tls);
    }
    ResponseDecoder decoder = new ResponseDecoder();
    pipeline.addLast("decode", decoder);
    pipeline.addLast("encode", new HttpRequestEncoder());
    pipeline.addLast("upstream", new HttpConnection(pool, channel, decoder));
    loop.faults().onUpstream(channel, key.service(), key.version());
  }

  void connect(UpstreamSink sink) {
    connecting.add(sink);
    ChannelFuture attempt = bootstrap.connect();
    attempt.addListener(
        _ -> {
          boolean wanted = connecting.remove(sink);
          if (attempt.isSuccess()) {
            HttpConnection connection = attempt.channel().pipeline().get(HttpConnection.class);
            connection.opened();
            if (wanted) {
              connection.serve(sink);
            } else {
              pool.offer(connection);
            }
          } else {
            pool.lost();
            if (wanted) {
              sink.onFailure(UpstreamFailure.CONNECT);
            }
          }
        });
  }

  void forget(UpstreamSink sink) {
    connecting.remove(sink);
  }
}
