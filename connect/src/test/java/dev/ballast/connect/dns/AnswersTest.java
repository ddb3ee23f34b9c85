// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class AnswersTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress RESOLVER = InetAddress.ofLiteral("203.0.113.53");

  private ServedZone zone = TestZone.well(5);
  private final Answers answers = new Answers(() -> List.of(zone), () -> TestZone.NOW);

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
  }

  private Message ask(Message query, InetAddress from, boolean tcp) throws IOException {
    Reply reply = answers.to(ByteBuffer.wrap(query.toWire()), from, tcp);
    assertThat(reply.wire().hasRemaining()).isTrue();
    return new Message(reply.wire());
  }

  private Message ask(String name, int type) throws IOException {
    return ask(query(name, type), HERE, false);
  }

  private static List<String> data(Message answer) {
    return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void answersWithTheNearestRegionItsTtlAndAuthority() throws IOException {
    Message query = query("WWW.go.Shop.example", Type.A);
    Message answer = ask(query, HERE, false);

    assertThat(data(answer)).containsExactly("10.1.0.1");
    assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(5);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getQuestion().getName().toString())
        .as("as it was asked, for those who check the case")
        .isEqualTo("WWW.go.Shop.example.");
    assertThat(data(ask("www.go.shop.example", Type.AAAA))).containsExactly("2001:db8:1:0:0:0:0:1");
  }

  @Test
  void leavesOutARegionThatWasTakenOut() throws IOException {
    zone = TestZone.eastOut(5);

    assertThat(data(ask("www.go.shop.example", Type.A))).containsExactly("10.2.0.1");
    assertThat(data(ask(query("many.go.shop.example", Type.A), HERE, true)))
        .as("the only region that it has")
        .isNotEmpty();
  }

  @Test
  void believesTheNetworkThatAResolverTells() throws IOException {
    Message query = query("www.go.shop.example", Type.A);
    query.addRecord(
        new OPTRecord(
            4096, 0, 0, 0, new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0"))),
        Section.ADDITIONAL);

    Message answer = ask(query, RESOLVER, false);

    assertThat(data(answer)).containsExactly("10.2.0.1");
    OPTRecord opt = answer.getOPT();
    assertThat(opt.getPayloadSize()).isEqualTo(1232);
    ClientSubnetOption echo =
        (ClientSubnetOption) opt.getOptions(EDNSOption.Code.CLIENT_SUBNET).getFirst();
    assertThat(echo.getSourcePrefixLength()).isEqualTo(24);
    assertThat(echo.getScopePrefixLength()).isEqualTo(24);
    assertThat(echo.getAddress()).isEqualTo(InetAddress.ofLiteral("198.51.100.0"));
  }

  @Test
  void answersWithAnotherNameWhereThatIsTheTarget() throws IOException {
    assertThat(data(ask("alias.go.shop.example", Type.A))).containsExactly("lb.us.example.");
    assertThat(data(ask("alias.go.shop.example", Type.AAAA))).containsExactly("lb.us.example.");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody.go.shop.example, A, NXDOMAIN, true",
    "www.go.shop.example, TXT, NOERROR, true",
    "api.go.shop.example, A, NOERROR, true",
    "go.shop.example, A, NOERROR, true",
    "www.shop.example, A, REFUSED, false",
    "xgo.shop.example, A, REFUSED, false",
    "go.shop.example, AXFR, REFUSED, false"
  })
  void saysWhatThereIsNot(String name, String type, String code, boolean soa) throws IOException {
    Message answer = ask(name, Type.value(type));

    assertThat(Rcode.string(answer.getRcode())).isEqualTo(code);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(soa ? 1 : 0);
    if (soa) {
      SOARecord record = (SOARecord) answer.getSection(Section.AUTHORITY).getFirst();
      assertThat(record.getMinimum()).isEqualTo(5);
      assertThat(record.getAdmin()).hasToString("site\\.ops.shop.example.");
      assertThat(record.getSerial()).isEqualTo(TestZone.NOW.getEpochSecond());
    }
  }

  @Test
  void namesItsServersWithTheirAddresses() throws IOException {
    Message answer = ask("go.shop.example", Type.NS);

    assertThat(data(answer)).containsExactly("ns1.go.shop.example.");
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(1);
    assertThat(data(ask("ns1.go.shop.example", Type.A))).containsExactly("127.0.0.1");
    assertThat(data(ask("www.go.shop.example", Type.ANY))).containsExactly("\"RFC8482\" \"\"");
  }

  @Test
  void whatDoesNotFitIsCutByUdpAndWholeByTcp() throws IOException {
    Message query = query("many.go.shop.example", Type.A);
    Reply cut = answers.to(ByteBuffer.wrap(query.toWire()), HERE, false);
    query.addRecord(new OPTRecord(65_000, 0, 0), Section.ADDITIONAL);
    Reply edns = answers.to(ByteBuffer.wrap(query.toWire()), HERE, false);

    assertThat(cut.wire().remaining()).isLessThanOrEqualTo(512);
    assertThat(new Message(cut.wire()).getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(edns.wire().remaining()).isLessThanOrEqualTo(1232);
    Message short1 = new Message(edns.wire());
    assertThat(short1.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(short1.getOPT()).isNotNull();
    assertThat(data(ask(query("many.go.shop.example", Type.A), HERE, true))).hasSize(200);
  }

  @Test
  void refusesWhatIsNoQuestion() throws IOException {
    Message response = query("www.go.shop.example", Type.A);
    response.getHeader().setFlag(Flags.QR);
    assertThat(answers.to(ByteBuffer.wrap(response.toWire()), HERE, false)).isEqualTo(Reply.NONE);
    assertThat(answers.to(ByteBuffer.wrap(new byte[11]), HERE, false)).isEqualTo(Reply.NONE);

    Message notify = query("www.go.shop.example", Type.SOA);
    notify.getHeader().setOpcode(Opcode.NOTIFY);
    assertThat(ask(notify, HERE, false).getRcode()).isEqualTo(Rcode.NOTIMP);

    Message two = query("www.go.shop.example", Type.A);
    two.addRecord(two.getQuestion(), Section.QUESTION);
    assertThat(ask(two, HERE, false).getRcode()).isEqualTo(Rcode.FORMERR);

    Message newer = query("www.go.shop.example", Type.A);
    newer.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
    assertThat(ask(newer, HERE, false).getRcode()).isEqualTo(Rcode.BADVERS);

    byte[] chaos = query("www.go.shop.example", Type.A).toWire();
    chaos[chaos.length - 1] = DClass.CHAOS;
    assertThat(new Message(answers.to(ByteBuffer.wrap(chaos), HERE, false).wire()).getRcode())
        .isEqualTo(Rcode.REFUSED);
  }

  @Test
  void survivesWhateverIsSent() throws IOException {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    Message good = query("www.go.shop.example", Type.A);
    good.addRecord(
        new OPTRecord(
            1232, 0, 0, 0, new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0"))),
        Section.ADDITIONAL);
    byte[] wire = good.toWire();
    int answered = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = Arrays.copyOf(wire, random.nextInt(wire.length + 8));
      for (int hits = random.nextInt(4); hits >= 0 && broken.length > 0; hits--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      Reply reply = answers.to(ByteBuffer.wrap(broken), HERE, false);
      assertThat(reply.wire().remaining())
          .as("seed %d, packet %d", seed, i)
          .isLessThanOrEqualTo(1232);
      if (reply.wire().hasRemaining()) {
        answered++;
        assertThat(new Message(reply.wire()).getHeader().getFlag(Flags.QR)).isTrue();
      }
    }
    assertThat(answered).isGreaterThan(1_000);
  }
}
