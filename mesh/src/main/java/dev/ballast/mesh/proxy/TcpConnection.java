// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.telemetry.TcpReport;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.model.mesh.TlsMode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection of bytes, joined to one to an endpoint. Nothing is read before that one has
 * come about, so another endpoint can be tried without losing a byte.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class TcpConnection extends ChannelInboundHandlerAdapter implements Drainable {

  private final Worker worker;
  private final Channel client;
  private final Port port;
  private String source = Sources.UNKNOWN;
  private final long startedAt;
  private @Nullable VersionPlan version;
  private @Nullable Lane lane;
  private final Relay toEndpoint = new Relay();
  private final Relay toClient = new Relay();
  private boolean joined;
  private Flag flag = Flag.NONE;
  private int attempts;
  private boolean over;

  TcpConnection(Worker worker, Channel client, Port port) {
    this.worker = worker;
    this.client = client;
    this.port = port;
    this.startedAt = worker.now();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.joined(this);
    client.pipeline().addLast("relay", toEndpoint);
    client.closeFuture().addListener(_ -> end());
    if (client.pipeline().get("tls") instanceof SslHandler tls) {
      tls.handshakeFuture()
          .addListener(
              handshake -> {
                if (handshake.isSuccess()) {
                  begin();
                }
              });
    } else {
      begin();
    }
  }

  /** The caller is known now. */
  private void begin() {
    source = Sources.ofConnection(port, client);
    RoutePlan route = port.service().routes().getLast();
    VersionPlan chosen = route.next();
    version = chosen;
    worker
        .observer()
        .opened(
            source, port.service().name(), chosen.name(), port.listener().tls() == TlsMode.MUTUAL);
    connect(chosen, route.route().retry().attempts(), null);
  }

  private void connect(VersionPlan chosen, int most, @Nullable Lane avoid) {
    long now = worker.now();
    Lane next = chosen.choose(hash(), now, avoid);
    if (next == null) {
      flag = Flag.NO_HEALTHY_UPSTREAM;
      client.close();
      return;
    }
    attempts++;
    next.entered();
    lane = next;
    ChannelFuture attempt = bootstrap(next).connect();
    attempt.addListener(_ -> connected(attempt, next, chosen, most));
  }

  private long hash() {
    return client.remoteAddress() instanceof InetSocketAddress remote
        ? dev.ballast.mesh.policy.Hashes.of(remote.getHostString())
        : 0;
  }

  private Bootstrap bootstrap(Lane next) {
    var loop = worker.loop();
    var address = next.key().address();
    return new Bootstrap()
        .group(loop.loop())
        .channel(loop.channelType())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            (int) next.rules().connections().connectTimeout().toMillis())
        .remoteAddress(new InetSocketAddress(address.host(), address.port()))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                if (next.rules().tls() != null) {
                  channel
                      .pipeline()
                      .addLast("tls", next.rules().tls().get().newHandler(channel.alloc()));
                }
                loop.faults().onUpstream(channel, next.key().service(), next.key().version());
              }
            });
  }

  private void connected(ChannelFuture attempt, Lane tried, VersionPlan chosen, int most) {
    long now = worker.now();
    if (over) {
      attempt.channel().close();
      tried.breaker().forgotten();
      return;
    }
    if (attempt.isSuccess()) {
      tried.latency().observe(now, now - startedAt);
      tried.breaker().ended(now, true);
      tried.health().succeeded();
      join(attempt.channel());
      return;
    }
    tried.breaker().ended(now, false);
    var outlier = port.service().service().policies().outlier();
    if (tried.health().failed(now, outlier, chosen.cap())) {
      chosen.refresh(now);
    }
    lane = null;
    tried.left();
    if (attempts < most) {
      connect(chosen, most, tried);
    } else {
      flag = Flag.UPSTREAM_CONNECT_FAILURE;
      client.close();
    }
  }

  private void join(Channel endpoint) {
    joined = true;
    endpoint.pipeline().addLast("relay", toClient);
    toClient.join(client, toEndpoint);
    toEndpoint.join(endpoint, toClient);
    endpoint.closeFuture().addListener(_ -> client.close());
    Relay.read(client, true);
    Relay.read(endpoint, true);
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    worker.left(this);
    toEndpoint.close();
    if (lane != null) {
      lane.left(); // One that is still being made is closed when it comes.
    }
    if (version == null) {
      return; // It never got as far as to be counted.
    }
    worker
        .observer()
        .closed(
            new TcpReport(
                source,
                port.service().name(),
                version.name(),
                lane == null ? "" : lane.id(),
                flag,
                port.listener().tls() == TlsMode.MUTUAL,
                toEndpoint.bytes(),
                toClient.bytes(),
                worker.now() - startedAt));
  }

  /** Bytes have no end that we know of: connections stay until the process ends. */
  @Override
  public void drain() {
    if (!joined) {
      client.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    client.close(); // A reset; what was counted is told when it is closed.
  }
}
