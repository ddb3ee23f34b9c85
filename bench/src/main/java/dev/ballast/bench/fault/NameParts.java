// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Users whose questions for names are answered otherwise: one for each answer and lane. */
final class NameParts {

  private static final String NAME = "bench.example";
  private static final int PATIENCE_MS = 60;
  private static final int FIRST_USER = 64_000;
  private static final int DNS = 53;
  private static final int LONGEST = 512;
  private static final byte[] TRUTH = {(byte) 192, 0, 2, 1};

  private static final SortedMap<String, Map<String, String>> ALL =
      new TreeMap<>(
          Map.of(
              "dns.nxdomain", Map.of(),
              "dns.servfail", Map.of(),
              "dns.timeout", Map.of(),
              "dns.latency", Map.of("delay_ms", "400"),
              "dns.address", Map.of("address", "192.0.2.9")));

  private NameParts() {}

  static void answers(Lane lane) throws Exception {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))
        || !Files.isExecutable(Path.of("/usr/bin/setpriv"))
        || !System.getProperty("user.name").equals("root")) {
      System.out.println("no nft, no setpriv or no root here: answers of the DNS are left out");
      return;
    }
    InetSocketAddress resolver = resolver(lane);
    Path resolvers =
        Files.writeString(
            lane.folder().resolve("resolv.conf"),
            "nameserver " + resolver.getAddress().getHostAddress() + "\n");
    OtherUser users = new OtherUser();
    lane.closing(users);
    int user = FIRST_USER + lane.number() * ALL.size();
    for (Map.Entry<String, Map<String, String>> one : ALL.entrySet()) {
      int asking = user++;
      String name = one.getKey().replace('.', '-');
      Path file = lane.folder().resolve(name + ".pid");
      Files.writeString(file, sleeper(lane, asking, resolvers) + "\n");
      Map<String, String> parameters = new TreeMap<>(one.getValue());
      parameters.put("names", NAME);
      lane.subject(
          new Subject(
              one.getKey(),
              "responder",
              "kernel",
              lane.target(name + "-" + lane.number(), "pidFile: " + file),
              parameters,
              () -> !isTrue(users, asking, resolver)));
    }
  }

  /**
   * A process of a user, when it has become that, whose own /etc/resolv.conf names the resolver.
   */
  private static long sleeper(Lane lane, int user, Path resolvers) throws Exception {
    String become =
        "mount --bind '%s' /etc/resolv.conf && exec setpriv --reuid=%d --clear-groups sleep 100000"
            .formatted(resolvers, user);
    Process process =
        new ProcessBuilder("/usr/bin/unshare", "--mount", "/bin/sh", "-c", become)
            .inheritIO()
            .start();
    lane.closing(() -> process.destroyForcibly().waitFor());
    Path status = Path.of("/proc/" + process.pid() + "/status");
    while (process.isAlive() && !Files.readString(status).contains("Uid:\t" + user)) {
      Thread.sleep(10);
    }
    return process.pid();
  }

  /** Answers every question with the same address, at once. */
  private static InetSocketAddress resolver(Lane lane) throws IOException {
    InetAddress own =
        InetAddress.getByAddress(new byte[] {127, 77, (byte) (lane.number() + 1), DNS});
    DatagramSocket socket = new DatagramSocket(DNS, own);
    lane.closing(socket);
    Thread.ofPlatform().daemon().name("resolver").start(() -> answer(socket));
    return new InetSocketAddress(own, DNS);
  }

  private static void answer(DatagramSocket socket) {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        ByteBuffer answer = ByteBuffer.allocate(LONGEST).put(question);
        answer.putShort(2, (short) 0x8180).putShort(6, (short) 1);
        answer.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1); // A, IN
        answer.putInt(1).putShort((short) TRUTH.length).put(TRUTH);
        socket.send(
            new DatagramPacket(answer.array(), answer.position(), packet.getSocketAddress()));
      } catch (IOException e) {
        // Whoever asked is gone; the next one is waiting.
      }
    }
  }

  /** Whether a user's question is answered in time with what is true. */
  private static boolean isTrue(OtherUser users, int user, InetSocketAddress resolver)
      throws Exception {
    byte[] question = question();
    byte[] buffer = new byte[LONGEST];
    try (DatagramSocket socket = users.socket(user)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.send(new DatagramPacket(question, question.length, resolver));
      DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
      socket.receive(answer);
      int end = answer.getLength();
      return end > TRUTH.length && Arrays.equals(buffer, end - TRUTH.length, end, TRUTH, 0, 4);
    } catch (IOException e) {
      return false;
    }
  }

  /** RFC 1035, section 4. */
  private static byte[] question() {
    ByteBuffer wire = ByteBuffer.allocate(LONGEST);
    wire.putShort((short) 77).putShort((short) 0x0100).putShort((short) 1).putShort((short) 0);
    wire.putInt(0);
    for (String label : NAME.split("\\.", -1)) {
      wire.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    wire.put((byte) 0).putShort((short) 1).putShort((short) 1);
    return Arrays.copyOf(wire.array(), wire.position());
  }
}
