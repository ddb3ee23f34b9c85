// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.line;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.sites.Line;
import dev.ballast.ledger.sites.SideBySide;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Line} by TCP: of each two sites the one whose name comes first connects. */
public final class TcpLine implements Line {

  /*
   * TCP answers a cut with pauses that double, between packets and between attempts to connect: after ten seconds it would notice a link
   * that is back only seconds later. So a connection that is silent for two seconds is given up, and a new one is tried about every
   * second with an attempt of its own, as if there had been none before.
   */

  private static final Logger log = LoggerFactory.getLogger(TcpLine.class);

  /** Well above a round trip between regions, and less than TCP's first pause. */
  private static final Duration ATTEMPT = Duration.ofMillis(700);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int STRANGERS = 16;

  private final String site;
  private final SortedMap<String, String> addresses;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore unknown = new Semaphore(STRANGERS);
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private volatile boolean open = true;

  /**
   * Listens, and connects to nobody yet.
   *
   * @param addresses {@code host:port} of each site's line, as all reach it
   * @param bind the address to listen on
   */
  public TcpLine(String site, SortedMap<String, String> addresses, String bind) {
    this.site = site;
    this.addresses = addresses;
    try {
      listening = new ServerSocket();
      listening.bind(new InetSocketAddress(bind, address(site).getPort()));
    } catch (IOException e) {
      throw new LedgerException(
          "shared state: the line of %s could not listen on %s: %s. Fix: free the port"
              .formatted(site, addresses.get(site), e.getMessage()),
          e);
    }
  }

  @Override
  public void start(Receiver receiver) {
    threads.execute(() -> listen(receiver));
    addresses.keySet().stream()
        .filter(other -> site.compareTo(other) < 0)
        .forEach(other -> threads.execute(() -> dial(other, receiver)));
  }

  @Override
  public void send(String to, String key, byte[] bytes) {
    Connection connection = connections.get(to);
    if (connection != null) {
      connection.send(new Frame(key, bytes));
    }
  }

  private void listen(Receiver receiver) {
    while (open) {
      try {
        unknown.acquire();
        Socket socket = listening.accept();
        threads.execute(() -> admit(socket, receiver));
      } catch (IOException _) {
        unknown.release();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void admit(Socket socket, Receiver receiver) {
    Connection connection;
    try {
      connection = Connection.greet(socket, site);
    } catch (IOException e) {
      log.atDebug().setCause(e).addKeyValue("event", "line.stranger").log("no site greeted");
      close(socket);
      return;
    } finally {
      unknown.release();
    }
    if (addresses.containsKey(connection.peer()) && connection.peer().compareTo(site) < 0) {
      use(connection, receiver);
    } else {
      log.atWarn()
          .addKeyValue("event", "line.stranger")
          .addKeyValue("name", connection.peer())
          .log("a site that is not among the peers was turned away");
      connection.close();
    }
  }

  private void dial(String other, Receiver receiver) {
    while (open) {
      Socket socket = new Socket();
      try {
        socket.connect(address(other), (int) ATTEMPT.toMillis());
        Connection connection = Connection.greet(socket, site);
        if (connection.peer().equals(other)) {
          use(connection, receiver);
        }
      } catch (IOException _) {
        // Away; who is silent is told by the sites' own beats.
      } finally {
        close(socket);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void use(Connection connection, Receiver receiver) {
    String peer = connection.peer();
    Connection before = connections.put(peer, connection);
    if (before != null) {
      before.close();
    }
    if (!open) {
      connection.close();
    }
    SideBySide arrivals = new SideBySide();
    receiver.up(peer);
    connection.run(
        frame -> arrivals.run(() -> receiver.received(peer, frame.key(), frame.content())));
    connections.remove(peer, connection);
  }

  /** Of a name that is looked up anew each time. */
  private InetSocketAddress address(String name) {
    String address = String.valueOf(addresses.get(name));
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // It is gone, which is all that was wanted.
    }
  }

  @Override
  public void close() {
    open = false;
    close(listening);
    threads.shutdownNow();
    connections.values().forEach(Connection::close);
    try {
      // The port is free once nobody waits at it any more.
      var _ = threads.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
