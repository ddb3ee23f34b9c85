// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.wire.RequestDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Prepares the connections that a listener accepts, each on the event loop that will own it. */
@ChannelHandler.Sharable
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
public final class Acceptor extends ChannelInitializer<Channel> {

  private final String portName;
  private final Map<EventLoop, Worker> workers;
  private final AtomicInteger connections;

  /**
   * Makes one for a listener.
   *
   * @param connections how many clients there are on all ports
   */
  public Acceptor(String portName, Map<EventLoop, Worker> workers, AtomicInteger connections) {
    this.portName = portName;
    this.workers = Map.copyOf(workers);
    this.connections = connections;
  }

  @Override
  protected void initChannel(Channel channel) {
    Worker worker = workers.get(channel.eventLoop());
    Port port = worker == null ? null : worker.plan().ports().get(portName);
    if (worker == null || port == null || worker.draining()) {
      channel.close();
      return;
    }
    if (connections.incrementAndGet() > port.limits().connections()) {
      connections.decrementAndGet();
      channel.close();
      return;
    }
    channel.closeFuture().addListener(_ -> connections.decrementAndGet());
    if (port.tls() != null) {
      channel.pipeline().addLast("tls", port.tls().get().newHandler(channel.alloc()));
    }
    if (port.service().service().protocol().isHttp()) {
      RequestDecoder decoder = new RequestDecoder(port.wire());
      ResponseEncoder encoder = new ResponseEncoder();
      channel
          .pipeline()
          .addLast("decode", decoder)
          .addLast("encode", encoder)
          .addLast("client", new ClientConnection(worker, channel, port, decoder, encoder));
    } else {
      channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      channel.config().setAutoRead(false);
      channel.pipeline().addLast("client", new TcpConnection(worker, channel, port));
    }
    worker.faults().onClient(channel, port.service().name());
  }
}
