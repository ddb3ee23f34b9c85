// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Over real sockets of loopback. */
final class DnsServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final DnsClient client = new DnsClient(PATIENCE, new SplittableRandom(1));
  private final List<DnsServer> servers = new ArrayList<>();
  private volatile ServedZone zone = TestZone.well(5);
  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    server = open(() -> zone, Throttle.standard());
  }

  private DnsServer open(Supplier<ServedZone> served, Throttle throttle) throws IOException {
    DnsServer opened =
        DnsServer.open(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            new Answers(() -> List.of(served.get()), () -> TestZone.NOW),
            throttle);
    servers.add(opened);
    return opened;
  }

  @AfterEach
  void stop() {
    servers.forEach(DnsServer::close);
  }

  private List<String> ask(DnsServer of, String name) throws IOException {
    Message answer = client.ask(of.address(), Name.fromString(name + "."), Type.A, false);
    return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void answersByUdpAndTurnsWithTheNextSnapshot() throws IOException {
    assertThat(ask(server, "www.go.shop.example")).containsExactly("10.1.0.1");

    zone = TestZone.eastOut(5);

    assertThat(ask(server, "www.go.shop.example")).containsExactly("10.2.0.1");
    assertThat(server.tally()).containsEntry(Outcome.ANSWERED, 2L);
  }

  @Test
  void whatDoesNotFitComesByTcp() throws IOException {
    assertThat(ask(server, "many.go.shop.example")).hasSize(200);
  }

  @Test
  void whoAsksTooOftenComesByTcp() throws IOException {
    DnsServer strict = open(() -> zone, new Throttle(0, 1, 10, System::nanoTime));

    assertThat(ask(strict, "www.go.shop.example")).hasSize(1);
    assertThat(ask(strict, "www.go.shop.example")).hasSize(1);

    assertThat(strict.tally()).containsEntry(Outcome.TRUNCATED, 1L);
    assertThat(strict.tally()).containsEntry(Outcome.ANSWERED, 2L);
  }

  @Test
  void goesOnAfterNonsense() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int length : new int[] {0, 1, 11, 12, 200, 4096, 9000}) {
        socket.send(new DatagramPacket(new byte[length], length, server.address()));
      }
    }
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2});
      assertThat(socket.getInputStream().read()).as("closed").isNegative();
    }

    assertThat(ask(server, "www.go.shop.example")).containsExactly("10.1.0.1");
    assertThat(server.tally().get(Outcome.DROPPED)).isPositive();
  }

  @Test
  void oneNetworkHasSoManyConnectionsAndNoMore() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        held.add(new Socket(server.address().getAddress(), server.address().getPort()));
      }
      try (Socket more = new Socket(server.address().getAddress(), server.address().getPort())) {
        more.setSoTimeout(3_000);
        assertThat(more.getInputStream().read()).as("closed at once").isNegative();
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void saysWhenThePortIsTaken() {
    assertThatThrownBy(
            () ->
                DnsServer.open(
                    server.address(),
                    new Answers(List::of, () -> TestZone.NOW),
                    Throttle.standard()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAuditFindsLongTtlsRegionsThatAreOutAndResolversThatKnowBetter() throws IOException {
    DnsServer resolver = open(() -> TestZone.well(60), Throttle.standard());
    zone = TestZone.eastOut(5);
    NameAudit.Subject subject =
        new NameAudit.Subject(
            "www.go.shop.example",
            Duration.ofSeconds(23),
            Map.of("10.1.0.1", "us-east", "2001:db8:1::1", "us-east", "10.2.0.1", "eu-west"),
            Set.of("us-east"));

    NameAudit.Report report =
        new NameAudit(PATIENCE, new SplittableRandom(2)).look(subject, both(resolver));

    assertThat(report.isWell()).isFalse();
    assertThat(report.gaps()).isEmpty();
    NameAudit.Line authority = report.lines().getFirst();
    assertThat(authority.findings()).isEmpty();
    assertThat(authority.ttl()).isEqualTo(5);
    assertThat(authority.leadsTo()).contains("10.2.0.1");
    assertThat(report.lines().getLast().findings())
        .containsExactly(
            "answers may be kept for 60 s; the RTO leaves 23 s",
            "leads to 10.1.0.1 of us-east, which is out",
            "leads to 2001:db8:1:0:0:0:0:1 of us-east, which is out",
            "keeps answers for 60 s, and was told 5 s: it overrides the TTL");
  }

  @Test
  void anAuditThatHearsNobodyIsNotWell() throws IOException {
    NameAudit.Subject subject =
        new NameAudit.Subject("www.go.shop.example", Duration.ofSeconds(23), Map.of(), Set.of());
    InetSocketAddress closed = open(() -> zone, Throttle.standard()).address();
    servers.getLast().close();
    NameAudit audit = new NameAudit(Duration.ofMillis(200), new SplittableRandom(3));

    NameAudit.Report silent =
        audit.look(
            subject, new NameAudit.Servers(List.of(), List.of("127.0.0.1:" + closed.getPort())));

    assertThat(silent.isWell()).isFalse();
    assertThat(silent.gaps()).singleElement().asString().startsWith("no authority was found");
    assertThat(silent.lines().getFirst().findings().getFirst()).startsWith("was not heard");
    assertThat(audit.look(subject, new NameAudit.Servers(List.of(), List.of())).gaps()).hasSize(2);
  }

  @Test
  void aNameThatIsNotThereIsAFinding() throws IOException {
    NameAudit.Subject subject =
        new NameAudit.Subject("no.go.shop.example", Duration.ofSeconds(23), Map.of(), Set.of());

    NameAudit.Report report =
        new NameAudit(PATIENCE, new SplittableRandom(4)).look(subject, both(server));

    assertThat(report.lines().getFirst().findings())
        .contains("answers NXDOMAIN for A", "answers NXDOMAIN for AAAA");
  }

  private NameAudit.Servers both(DnsServer resolver) {
    return new NameAudit.Servers(
        List.of("127.0.0.1:" + server.address().getPort()),
        List.of("127.0.0.1:" + resolver.address().getPort()));
  }
}
