// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for Toxiproxy's clients. Holds everything in memory: a restart is a clean path, which is
 * what a fault injector should be after it died.
 */
public final class Toxiproxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Toxiproxy.class);

  private final Transport transport;
  private final ProxyTable table;
  private final Channel door;

  private Toxiproxy(Transport transport, ProxyTable table, Channel door) {
    this.transport = transport;
    this.table = table;
    this.door = door;
  }

  /**
   * Starts to serve.
   *
   * @param leases which somebody must expire, as {@link dev.ballast.mesh.lease.LeaseTimer} does
   * @throws IOException when the address cannot be had
   */
  public static Toxiproxy start(ToxiproxySettings settings, Leases leases, Ticker ticker)
      throws IOException {
    Transport transport = new Transport();
    Doors doors = new Doors(transport, settings.limits());
    ProxyTable table = new ProxyTable(doors, leases, ticker, settings);
    Entry entry = new Entry(new Api(table, doors), transport, settings.limits());
    ChannelFuture bound =
        transport.server().childHandler(entry).bind(settings.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      transport.close();
      throw new IOException(
          GoAddress.bindError(GoAddress.write(settings.address()), bound.cause()), bound.cause());
    }
    Toxiproxy server = new Toxiproxy(transport, table, bound.channel());
    LOG.atInfo()
        .addKeyValue("event", "toxiproxy.listening")
        .addKeyValue("address", GoAddress.write(server.address()))
        .addKeyValue("seed", settings.seed())
        .log();
    return server;
  }

  /** Where the API listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) door.localAddress();
  }

  /**
   * Makes the proxies of a configuration file of the original, a JSON array.
   *
   * @return what went wrong; empty when nothing did
   */
  public String populate(byte[] json) {
    ProxyTable.Populated populated = table.populate(json);
    return populated.complete() ? "" : populated.failure().text();
  }

  @Override
  public void close() {
    door.close().awaitUninterruptibly();
    table.close();
    transport.close();
  }

  private static final class Entry extends ChannelInitializer<Channel> {

    private final Api api;
    private final Transport transport;
    private final ToxiproxyLimits limits;
    private final AtomicInteger inside = new AtomicInteger();

    Entry(Api api, Transport transport, ToxiproxyLimits limits) {
      this.api = api;
      this.transport = transport;
      this.limits = limits;
    }

    @Override
    protected void initChannel(Channel client) {
      client.closeFuture().addListener(closed -> inside.decrementAndGet());
      if (inside.incrementAndGet() > limits.apiConnections()) {
        client.pipeline().addLast(new Full());
        return;
      }
      client
          .pipeline()
          .addLast(
              new IdleStateHandler(limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS),
              new HttpServerCodec(),
              new HttpObjectAggregator(limits.bodyBytes()),
              new ApiHandler(api, transport.blocking()));
    }
  }

  /** For whoever comes when all places are taken. */
  private static final class Full extends ChannelInboundHandlerAdapter {

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing hangs on it
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.close();
    }
  }
}
