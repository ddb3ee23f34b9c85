// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Asks one server once, by UDP and, when the answer does not fit, by TCP. */
final class DnsClient {

  private static final int ROOM = 1232;
  private static final int LARGEST = 65_535;
  private static final int SENDS = 2;

  private final Duration patience;
  private final RandomGenerator random;

  DnsClient(Duration patience, RandomGenerator random) {
    this.patience = patience;
    this.random = random;
  }

  /**
   * What a server answers.
   *
   * @throws IOException when it does not, or what comes is no answer to this question
   */
  Message ask(InetSocketAddress server, Name name, int type, boolean recursive) throws IOException {
    if (server.isUnresolved()) {
      throw new IOException("no such host");
    }
    Message query = new Message(random.nextInt(1 << 16));
    if (recursive) {
      query.getHeader().setFlag(Flags.RD);
    }
    query.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
    query.addRecord(new OPTRecord(ROOM, 0, 0), Section.ADDITIONAL);
    Message answer = udp(server, query);
    return answer.getHeader().getFlag(Flags.TC) ? tcp(server, query) : answer;
  }

  private Message udp(InetSocketAddress server, Message query) throws IOException {
    byte[] wire = query.toWire();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      for (int i = 0; i < SENDS; i++) {
        socket.send(new DatagramPacket(wire, wire.length));
        Message answer = await(socket, query, patience.dividedBy(SENDS));
        if (answer != null) {
          return answer;
        }
      }
    }
    throw new SocketTimeoutException("no answer within " + patience.toMillis() + " ms");
  }

  /** Null when time is over. What does not belong to the question may be forged, and is passed. */
  private static @Nullable Message await(DatagramSocket socket, Message query, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return null;
      }
      socket.setSoTimeout((int) left);
      packet.setLength(LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return null;
      }
      Message answer = read(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice());
      if (answer != null && fits(answer, query)) {
        return answer;
      }
    }
  }

  private Message tcp(InetSocketAddress server, Message query) throws IOException {
    byte[] wire = query.toWire();
    try (Socket socket = new Socket()) {
      socket.connect(server, (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(2 + wire.length).putShort((short) wire.length).put(wire).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] bytes = new byte[in.readUnsignedShort()];
      in.readFully(bytes);
      Message answer = read(ByteBuffer.wrap(bytes));
      if (answer == null || !fits(answer, query)) {
        throw new IOException("what came by TCP is no answer");
      }
      return answer;
    }
  }

  private static @Nullable Message read(ByteBuffer wire) {
    try {
      return new Message(wire);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static boolean fits(Message answer, Message query) {
    return answer.getHeader().getID() == query.getHeader().getID()
        && answer.getHeader().getFlag(Flags.QR)
        && answer.getQuestion() != null
        && answer.getQuestion().equals(query.getQuestion());
  }
}
