// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that says back datagrams, and a client that counts and times what comes back. */
final class Datagrams implements AutoCloseable {

  private static final int BYTES = 64;
  private static final int BUFFER = 4 << 20;

  private final DatagramSocket server;
  final AtomicLong heard = new AtomicLong();

  Datagrams(String address) throws IOException {
    server = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    server.setReceiveBufferSize(BUFFER);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    byte[] buffer = new byte[BYTES];
    while (!server.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, BYTES);
        server.receive(packet);
        heard.incrementAndGet();
        server.send(packet);
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * What came back of datagrams.
   *
   * @param answers with those that came twice
   * @param inversions how many came after one that was sent later
   * @param micros how long each took, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Answers(int answers, int inversions, long[] micros) {

    double millis(double share) {
      return micros.length == 0 ? 0 : micros[(int) (share * (micros.length - 1))] / 1e3;
    }

    String line() {
      return String.format(
          Locale.ROOT, "%d %d %.3f %.3f", answers, inversions, millis(0.5), millis(0.99));
    }
  }

  /**
   * Sends so many, one each so many nanoseconds, and hears until nothing can come any more.
   *
   * @param patience how long after the last one, in milliseconds
   */
  static Answers ask(String address, int port, int count, long gapNanos, long patience)
      throws IOException, InterruptedException {
    AtomicLong sentAll = new AtomicLong(Long.MAX_VALUE);
    List<Long> micros = Collections.synchronizedList(new ArrayList<>());
    AtomicLong inversions = new AtomicLong();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setReceiveBufferSize(BUFFER);
      socket.connect(new InetSocketAddress(address, port));
      socket.setSoTimeout((int) patience);
      BooleanSupplier over = () -> System.nanoTime() / 1_000_000 - patience >= sentAll.get();
      Thread reader =
          Thread.ofPlatform().daemon().start(() -> hear(socket, over, micros, inversions));
      long next = System.nanoTime();
      for (int i = 0; i < count; i++) {
        while (System.nanoTime() - next < 0) {
          LockSupport.parkNanos(Math.max(1, next - System.nanoTime()));
        }
        next += gapNanos;
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(System.nanoTime()).putInt(i).array();
        socket.send(new DatagramPacket(bytes, BYTES));
      }
      sentAll.set(System.nanoTime() / 1_000_000);
      reader.join();
    }
    long[] all = micros.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(all);
    return new Answers(all.length, (int) inversions.get(), all);
  }

  private static void hear(
      DatagramSocket socket, BooleanSupplier over, List<Long> micros, AtomicLong inversions) {
    byte[] buffer = new byte[BYTES];
    int highest = -1;
    while (!over.getAsBoolean()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, BYTES);
        socket.receive(packet);
        long now = System.nanoTime();
        ByteBuffer said = ByteBuffer.wrap(buffer);
        micros.add((now - said.getLong()) / 1000);
        int number = said.getInt();
        if (number < highest) {
          inversions.incrementAndGet();
        }
        highest = Math.max(highest, number);
      } catch (IOException e) {
        // Nothing came for a while, or the port is not there yet.
      }
    }
  }

  /** The client in a process of its own, in a network of its own. */
  public static void main(String[] words) throws Exception {
    var _ = ask(words[0], Integer.parseInt(words[1]), 200, 1_000_000, 20);
    System.out.println(
        ask(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]))
            .line());
  }

  @Override
  public void close() {
    server.close();
  }
}
