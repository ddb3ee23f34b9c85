// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Wrong answers to questions of the DNS (RFC 1035). Pure. */
final class DnsAnswer {

  private DnsAnswer() {}

  /** The name that a message asks for; empty when it is no plain question. */
  static Optional<String> question(byte[] wire) {
    return parse(wire)
        .filter(m -> !m.getHeader().getFlag(Flags.QR))
        .filter(m -> m.getHeader().getOpcode() == Opcode.QUERY)
        .map(Message::getQuestion)
        .map(record -> record.getName().toString());
  }

  /** Loads what answers are made with, so that the first one is no later than the next. */
  static void warm() {
    byte[] question = Message.newQuery(Record.newRecord(Name.root, Type.A, DClass.IN)).toWire();
    var _ = question(question);
    var _ = code(question, Rcode.NXDOMAIN);
    var _ = address(question, InetAddress.ofLiteral("192.0.2.1"), 1);
  }

  private static Optional<Message> parse(byte[] wire) {
    try {
      Message message = new Message(wire);
      return message.getQuestion() == null ? Optional.empty() : Optional.of(message);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Whatever it is, the real resolver may say.
    }
  }

  /** An answer that says only this code. */
  static Optional<byte[]> code(byte[] question, int rcode) {
    return parse(question).map(asked -> response(asked, rcode).toWire());
  }

  /** This address to whoever asks for one of its kind; nothing of any other kind. */
  static Optional<byte[]> address(byte[] question, InetAddress address, long ttl) {
    return parse(question)
        .map(
            asked -> {
              Message response = response(asked, Rcode.NOERROR);
              Record wanted = asked.getQuestion();
              boolean six = address instanceof Inet6Address;
              if (wanted.getType() == (six ? Type.AAAA : Type.A)) {
                response.addRecord(
                    six
                        ? new AAAARecord(wanted.getName(), DClass.IN, ttl, address)
                        : new ARecord(wanted.getName(), DClass.IN, ttl, address),
                    Section.ANSWER);
              }
              return response.toWire();
            });
  }

  private static Message response(Message asked, int rcode) {
    Message response = new Message(asked.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    if (asked.getHeader().getFlag(Flags.RD)) {
      response.getHeader().setFlag(Flags.RD);
    }
    response.getHeader().setRcode(rcode);
    response.addRecord(asked.getQuestion(), Section.QUESTION);
    return response;
  }
}
