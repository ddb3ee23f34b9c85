// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.sites.Line;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TcpLineTest {

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private final SortedMap<String, String> addresses = new TreeMap<>();

  TcpLineTest() throws IOException {
    addresses.put("eu-west", "127.0.0.1:" + freePort());
    addresses.put("us-east", "127.0.0.1:" + freePort());
  }

  @Test
  void bothSitesHearThatItIsUpAndSendEachOther() throws Exception {
    try (TcpLine us = line("us-east");
        TcpLine eu = line("eu-west")) {
      Heard atUs = started(us);
      Heard atEu = started(eu);
      atUs.expect("up eu-west");
      atEu.expect("up us-east");
      us.send("eu-west", "s/key", bytes("x".repeat(100_000)));
      eu.send("us-east", "s/key", bytes(""));
      atEu.expect("us-east s/key 100000");
      atUs.expect("eu-west s/key 0");
    }
  }

  @Test
  void isUpAgainWhenTheOtherSideIsBack() throws Exception {
    try (TcpLine us = line("us-east")) {
      Heard atUs = started(us);
      try (TcpLine eu = line("eu-west")) {
        started(eu).expect("up us-east");
        atUs.expect("up eu-west");
      }
      try (TcpLine eu = line("eu-west")) {
        started(eu).expect("up us-east");
        atUs.expect("up eu-west");
      }
    }
  }

  @Test
  void whatIsSentToNobodyIsLostWithoutWaiting() {
    try (TcpLine us = line("us-east")) {
      us.send("eu-west", "s/key", bytes("x"));
      us.send("nowhere", "s/key", bytes("x"));
    }
  }

  @Test
  void whoIsNotAmongThePeersOrSpeaksSomethingElseIsTurnedAway() throws Exception {
    try (TcpLine us = line("us-east")) {
      Heard atUs = started(us);
      assertThat(afterGreeting(new Frame("ballast-line-1", bytes("antarctica")))).isEqualTo(-1);
      assertThat(afterGreeting(new Frame("GET / HTTP/1.1", bytes("eu-west")))).isEqualTo(-1);
      assertThat(afterGreeting(new Frame("ballast-line-1", new byte[10_000]))).isEqualTo(-1);
      assertThat(atUs.said).isEmpty();
      try (TcpLine eu = line("eu-west")) {
        started(eu).expect("up us-east");
      }
    }
  }

  @Test
  void aFrameThatIsTooLongEndsTheConnectionOnly() throws Exception {
    try (TcpLine us = line("us-east");
        Socket socket = connected()) {
      Heard atUs = started(us);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      new Frame("ballast-line-1", bytes("eu-west")).write(out);
      atUs.expect("up eu-west");
      out.writeShort(5);
      out.writeInt(Integer.MAX_VALUE);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      Frame.read(in, 1000);
      assertThat(untilItEnds(in)).isEqualTo(-1);
      try (TcpLine eu = line("eu-west")) {
        started(eu).expect("up us-east");
        atUs.expect("up eu-west");
      }
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    try (TcpLine _ = line("us-east")) {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> line("us-east"))
          .withMessageContaining("the line of us-east could not listen on 127.0.0.1:")
          .withMessageEndingWith("Fix: free the port");
    }
  }

  private int afterGreeting(Frame greeting) throws IOException {
    try (Socket socket = connected()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      try {
        greeting.write(new DataOutputStream(socket.getOutputStream()));
      } catch (SocketException _) {
        return -1; // It was closed while we still spoke.
      }
      return untilItEnds(in);
    }
  }

  /** What is left unread on the other side may end it by a reset. */
  private static int untilItEnds(DataInputStream in) {
    try {
      while (in.read() >= 0) {
        // A ping.
      }
    } catch (IOException _) {
      // A reset.
    }
    return -1;
  }

  private Socket connected() throws IOException {
    String address = String.valueOf(addresses.get("us-east"));
    return new Socket(
        InetAddress.getLoopbackAddress(),
        Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  private TcpLine line(String site) {
    return new TcpLine(site, addresses, "127.0.0.1");
  }

  private static Heard started(Line line) {
    Heard heard = new Heard();
    line.start(heard);
    return heard;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Not one that a connection could be given while nobody listens there. */
  private static int freePort() throws IOException {
    for (int port = 21_000 + (int) (ProcessHandle.current().pid() % 5_000); ; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (TAKEN.add(port)) {
          return socket.getLocalPort();
        }
      } catch (BindException _) {
        // Somebody else's.
      }
    }
  }

  /** In the order that it was told. */
  private static final class Heard implements Line.Receiver {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Override
    public void up(String site) {
      said.add("up " + site);
    }

    @Override
    public void received(String site, String key, byte[] bytes) {
      said.add(site + " " + key + " " + bytes.length);
    }

    void expect(String next) throws InterruptedException {
      @Nullable String heard = said.poll(30, TimeUnit.SECONDS);
      assertThat(heard).isEqualTo(next);
    }
  }
}
