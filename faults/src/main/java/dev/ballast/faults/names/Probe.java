// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** One question to a responder on this host, to see what it answers. */
final class Probe {

  private static final int LONGEST = 4096;

  private Probe() {}

  /**
   * What was answered: a code such as {@code NXDOMAIN}, an address, or {@code nothing}.
   *
   * @param six asks for an IPv6 address
   */
  static String ask(int port, String name, boolean six, int patienceMillis) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      socket.setSoTimeout(patienceMillis);
      Message question =
          Message.newQuery(
              Record.newRecord(Name.fromString(name + "."), six ? Type.AAAA : Type.A, DClass.IN));
      question.getHeader().setID(ThreadLocalRandom.current().nextInt(1 << 16));
      byte[] wire = question.toWire();
      socket.send(new DatagramPacket(wire, wire.length));
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
      socket.receive(packet);
      Message answer = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
      String code = Rcode.string(answer.getHeader().getRcode());
      return code.equals("NOERROR")
          ? answer.getSection(Section.ANSWER).stream()
              .map(Record::rdataToString)
              .findFirst()
              .orElse(code)
          : code;
    } catch (SocketTimeoutException e) {
      return "nothing";
    } catch (TextParseException e) {
      return "no name: " + name;
    } catch (IOException e) {
      return "nothing: " + e.getMessage();
    }
  }
}
