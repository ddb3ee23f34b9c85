// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.healing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is told by webhooks: {@code /quick} answers at once, {@code /slow} never. Notes when the last
 * one was begun and when the last one under way was broken off, in nanoseconds.
 */
final class Tellable implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong lastBegun = new AtomicLong(System.nanoTime());
  private final AtomicLong lastBroken = new AtomicLong(System.nanoTime());

  Tellable() throws IOException {
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    var _ = threads.submit(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int begun() {
    return begun.get();
  }

  int underWay() {
    return underWay.get();
  }

  long lastBegun() {
    return lastBegun.get();
  }

  long lastBroken() {
    return lastBroken.get();
  }

  private Void accept() throws IOException {
    while (!server.isClosed()) {
      Socket socket = server.accept();
      open.add(socket);
      var _ = threads.submit(() -> serve(socket));
    }
    return null;
  }

  private Void serve(Socket socket) throws IOException {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        boolean slow = line.contains(" /slow");
        int length = length(in);
        for (int i = 0; i < length; i++) {
          if (in.read() < 0) {
            return null;
          }
        }
        lastBegun.set(System.nanoTime());
        begun.incrementAndGet();
        if (slow) {
          waitForItsEnd(in);
          return null;
        }
        socket
            .getOutputStream()
            .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
    } finally {
      open.remove(socket);
    }
    return null;
  }

  private static int length(BufferedReader in) throws IOException {
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return length;
  }

  private void waitForItsEnd(BufferedReader in) {
    underWay.incrementAndGet();
    try {
      while (in.read() >= 0) {
        // Nothing more is expected.
      }
    } catch (IOException e) {
      // Broken off, too.
    } finally {
      lastBroken.set(System.nanoTime());
      underWay.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket one : open) {
      one.close();
    }
    threads.shutdownNow();
  }
}
