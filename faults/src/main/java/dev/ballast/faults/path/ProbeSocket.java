// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A port to which probes are sent through the same device as the target's packets, so that what
 * becomes of packets is measured without a word to the target. Each has the number of its round and
 * the time at which it was sent, by the clock of the host.
 */
final class ProbeSocket implements AutoCloseable {

  private static final int MOST = 1000;
  private static final int BYTES = 16;
  private static final double MICROS = 1e3;

  private final DatagramSocket socket;
  private final List<Long> late = new ArrayList<>();
  private long round;

  private ProbeSocket(DatagramSocket socket) {
    this.socket = socket;
  }

  static ProbeSocket open() throws IOException {
    ProbeSocket probes =
        new ProbeSocket(
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
    Thread.ofPlatform().daemon().name("probes").start(probes::hear);
    return probes;
  }

  private void hear() {
    byte[] buffer = new byte[BYTES];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, BYTES);
        socket.receive(packet);
        long now = System.nanoTime();
        if (packet.getLength() == BYTES) {
          ByteBuffer said = ByteBuffer.wrap(buffer);
          take(said.getLong(), now - said.getLong());
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private synchronized void take(long number, long nanos) {
    if (number > round) {
      round = number;
      late.clear();
    }
    if (number == round && late.size() < MOST) {
      late.add(nanos);
    }
  }

  /** The newest round: how many came, and how long half of them took at most. */
  synchronized Map<String, String> facts() {
    long median = late.isEmpty() ? 0 : late.stream().sorted().toList().get(late.size() / 2);
    return Map.of(
        "probe_port", String.valueOf(socket.getLocalPort()),
        "probe_round", String.valueOf(round),
        "probes", String.valueOf(late.size()),
        "probe_us", String.valueOf(Math.round(median / MICROS)));
  }

  @Override
  public void close() {
    socket.close();
  }
}
