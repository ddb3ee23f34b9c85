// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.faults.names.Probes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DnsWayTest {

  private static final String TRUE_ADDRESS = "192.0.2.7";

  private DatagramSocket resolver;

  @BeforeEach
  void startTheRealResolver() throws IOException {
    resolver = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    Thread.ofPlatform().daemon().start(this::answer);
  }

  @AfterEach
  void stopIt() {
    resolver.close();
  }

  private void answer() {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    while (!resolver.isClosed()) {
      try {
        resolver.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        byte[] wire =
            DnsAnswer.address(question, InetAddress.getByName(TRUE_ADDRESS), 60).orElse(question);
        resolver.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
        packet.setLength(4096);
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private DnsWay way(String answer, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("names", "*.pay.example");
    settings.put("answer", answer);
    settings.put("resolver", "127.0.0.1");
    settings.put("resolver_port", String.valueOf(resolver.getLocalPort()));
    return DnsWay.open(settings);
  }

  private static String ask(DnsWay way, String name) {
    return Probes.ask(Integer.parseInt(way.facts().getOrDefault("port", "0")), name, false, 2000);
  }

  @Test
  void namesOfThePatternGetAWrongCodeAndOthersTheirAddress() throws IOException {
    for (String code : new String[] {"NXDOMAIN", "SERVFAIL"}) {
      try (DnsWay way = way(code.toLowerCase(Locale.ROOT), Map.of())) {
        assertThat(ask(way, "db.pay.example")).isEqualTo(code);
        assertThat(ask(way, "db.example")).isEqualTo(TRUE_ADDRESS);
        way.calm();
        assertThat(ask(way, "db.pay.example")).as("calm").isEqualTo(TRUE_ADDRESS);
        assertThat(way.facts()).containsEntry("came", "3").containsEntry("hit", "1");
      }
    }
  }

  @Test
  void anAddressOfYesterdayIsTold() throws IOException {
    try (DnsWay way = way("address", Map.of("address", "203.0.113.9"))) {
      assertThat(ask(way, "db.pay.example")).isEqualTo("203.0.113.9");
    }
    try (DnsWay way = way("address", Map.of("address", "2001:db8::1"))) {
      assertThat(ask(way, "db.pay.example")).as("no IPv4 address").isEqualTo("NOERROR");
    }
  }

  @Test
  void aSlowAnswerIsTheTrueOne() throws IOException {
    try (DnsWay way = way("slow", Map.of("delay_ms", "120"))) {
      long start = System.nanoTime();
      assertThat(ask(way, "db.pay.example")).isEqualTo(TRUE_ADDRESS);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(120_000_000);
    }
  }

  @Test
  void silenceIsSilence() throws IOException {
    try (DnsWay way = way("timeout", Map.of())) {
      int port = Integer.parseInt(way.facts().getOrDefault("port", "0"));
      assertThat(Probes.ask(port, "db.pay.example", false, 200)).isEqualTo("nothing");
      assertThat(ask(way, "db.example")).isEqualTo(TRUE_ADDRESS);
    }
  }

  @Test
  void whatIsNoQuestionIsPassedOnAndHarmsNobody() throws IOException {
    try (DnsWay way = way("nxdomain", Map.of());
        DatagramSocket socket = new DatagramSocket()) {
      int port = Integer.parseInt(way.facts().getOrDefault("port", "0"));
      for (byte[] rubbish : new byte[][] {{}, {1, 2, 3}, new byte[600]}) {
        socket.send(
            new DatagramPacket(rubbish, rubbish.length, InetAddress.ofLiteral("127.0.0.1"), port));
      }
      assertThat(ask(way, "db.pay.example")).isEqualTo("NXDOMAIN");
    }
  }
}
