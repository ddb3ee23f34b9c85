// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.proxy.Acceptor;
import dev.ballast.mesh.proxy.Worker;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Mesh;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The sockets that are listened on; follows the configuration. One thread changes them. */
final class Listeners {

  private static final int BACKLOG = 4096;

  private final Transport transport;
  private final EventLoopGroup boss;
  private final EventLoopGroup loops;
  private final Map<EventLoop, Worker> workers;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<String, Channel> open = new HashMap<>();

  Listeners(
      Transport transport,
      EventLoopGroup boss,
      EventLoopGroup loops,
      Map<EventLoop, Worker> workers) {
    this.transport = transport;
    this.boss = boss;
    this.loops = loops;
    this.workers = Map.copyOf(workers);
  }

  /**
   * Opens the listeners that are new, all or none of them. Clients wait in their backlog until
   * {@link #accept}.
   *
   * @return the names of those that were opened, for {@link #close}
   */
  Set<String> open(Mesh mesh) throws PortInUseException {
    Set<String> opened = new HashSet<>();
    for (Map.Entry<String, Listener> wanted : wanted(mesh).entrySet()) {
      if (open.containsKey(wanted.getKey())) {
        continue;
      }
      Address address = wanted.getValue().address();
      ChannelFuture bound = bind(wanted.getKey(), address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        close(opened);
        throw new PortInUseException("listener", address, bound.cause());
      }
      open.put(wanted.getKey(), bound.channel());
      opened.add(wanted.getKey());
    }
    return opened;
  }

  void accept(Set<String> names) {
    for (String name : names) {
      Channel channel = open.get(name);
      if (channel != null) {
        channel.config().setAutoRead(true);
      }
    }
  }

  /** Closes the listeners that a configuration does not name; connections that were made stay. */
  void closeOthers(Mesh mesh) {
    Set<String> gone = new HashSet<>(open.keySet());
    gone.removeAll(wanted(mesh).keySet());
    close(gone);
  }

  void closeAll() {
    close(new HashSet<>(open.keySet()));
  }

  void close(Set<String> names) {
    List<ChannelFuture> closing = new ArrayList<>();
    for (String name : names) {
      Channel channel = open.remove(name);
      if (channel != null) {
        closing.add(channel.close());
      }
    }
    closing.forEach(ChannelFuture::awaitUninterruptibly);
  }

  int connections() {
    return connections.get();
  }

  /** The port that a listener really has, which differs when it asked for any. */
  int portOf(Listener listener) {
    Channel channel = open.get(listener.address().toString());
    return channel != null && channel.localAddress() instanceof InetSocketAddress local
        ? local.getPort()
        : listener.address().port();
  }

  private static Map<String, Listener> wanted(Mesh mesh) {
    Map<String, Listener> all = new TreeMap<>();
    mesh.services().forEach(s -> s.listeners().forEach(l -> all.put(l.address().toString(), l)));
    return all;
  }

  private ChannelFuture bind(String name, Address address) {
    return new ServerBootstrap()
        .group(boss, loops)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childHandler(new Acceptor(name, workers, connections))
        .bind(new InetSocketAddress(address.host(), address.port()));
  }
}
