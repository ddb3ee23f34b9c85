// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.model.IpNetwork;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions by TCP (RFC 7766): 128 connections at once, 16 of one network, each ended after 30 s, 5
 * s of silence or 200 questions, whatever it does.
 */
final class TcpFace implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TcpFace.class);

  private static final int MOST = 128;
  private static final int MOST_OF_ONE = 16;
  private static final int QUESTIONS = 200;
  private static final int LONGEST = 4096;
  private static final int SILENCE_MILLIS = 5_000;
  private static final int LIFE_SECONDS = 30;

  private final ServerSocket listener;
  private final Answers answers;
  private final Consumer<Outcome> count;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<IpNetwork, Integer> byNetwork = new HashMap<>();
  private final ScheduledThreadPoolExecutor ends =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("dns-ends").unstarted(task));

  TcpFace(ServerSocket listener, Answers answers, Consumer<Outcome> count) {
    this.listener = listener;
    this.answers = answers;
    this.count = count;
    ends.setRemoveOnCancelPolicy(true);
  }

  void start() {
    Thread.ofPlatform().daemon().name("dns-tcp").start(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        IpNetwork network = IpNetwork.of(socket.getInetAddress()).neighbourhood();
        if (enter(network, socket)) {
          Thread.ofVirtual().name("dns-tcp-", 0).start(() -> serve(socket, network));
        } else {
          count.accept(Outcome.DROPPED);
          socket.close();
        }
      } catch (IOException | RuntimeException e) {
        if (!listener.isClosed()) {
          log.atWarn().setCause(e).addKeyValue("event", "dns.accept_failed").log("a connection");
        }
      }
    }
  }

  private synchronized boolean enter(IpNetwork network, Socket socket) {
    int there = byNetwork.getOrDefault(network, 0);
    if (open.size() >= MOST || there >= MOST_OF_ONE) {
      return false;
    }
    byNetwork.put(network, there + 1);
    open.add(socket);
    return true;
  }

  private synchronized void leave(IpNetwork network, Socket socket) {
    open.remove(socket);
    byNetwork.computeIfPresent(network, (_, there) -> there == 1 ? null : there - 1);
  }

  private void serve(Socket socket, IpNetwork network) {
    Future<?> end = null;
    try (socket) {
      end = ends.schedule(() -> end(socket), LIFE_SECONDS, TimeUnit.SECONDS);
      socket.setSoTimeout(SILENCE_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < QUESTIONS && answered(in, out, socket.getInetAddress()); i++) {
        // Until one of them is not.
      }
    } catch (IOException e) {
      // The other side has gone, or has been silent for too long.
    } catch (RejectedExecutionException e) {
      // The server is being closed.
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("event", "dns.answer_failed").log("a question by TCP");
    } finally {
      if (end != null) {
        end.cancel(false);
      }
      leave(network, socket);
    }
  }

  private boolean answered(DataInputStream in, OutputStream out, InetAddress from)
      throws IOException {
    int length = in.readUnsignedShort();
    if (length > LONGEST) {
      count.accept(Outcome.DROPPED);
      return false;
    }
    byte[] wire = new byte[length];
    in.readFully(wire);
    Reply reply = answers.to(ByteBuffer.wrap(wire), from, true);
    count.accept(reply.outcome());
    int size = reply.wire().remaining();
    if (size == 0) {
      return false;
    }
    out.write(ByteBuffer.allocate(2 + size).putShort((short) size).put(reply.wire()).array());
    return true;
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is as good as closed.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      log.atWarn().setCause(e).addKeyValue("event", "dns.close_failed").log("the listener");
    }
    ends.shutdownNow();
    open.forEach(TcpFace::end);
  }
}
