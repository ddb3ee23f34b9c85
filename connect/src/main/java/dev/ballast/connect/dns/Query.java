// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.model.IpNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * A question, read from bytes that anybody may have sent. The header is looked at before the rest
 * is unpacked.
 *
 * @param rcode what is wrong with it; {@code NOERROR}: nothing
 * @param question null when something is wrong
 * @param opt null without EDNS
 * @param subnet the client's network as its resolver tells it (RFC 7871); null: not told
 */
record Query(
    int id,
    boolean recursionDesired,
    int opcode,
    int rcode,
    @Nullable Record question,
    @Nullable OPTRecord opt,
    @Nullable ClientSubnetOption subnet) {

  private static final int HEADER = 12;
  private static final int RESPONSE = 0x8000;
  private static final int DESIRED = 0x0100;
  private static final int SMALLEST = 512;
  private static final int SAFE = 1232;
  private static final int MOST_EXTRA = 4;

  /** Null when it is not to be answered at all: no header, or an answer itself. */
  static @Nullable Query read(ByteBuffer wire) {
    if (wire.remaining() < HEADER) {
      return null;
    }
    int at = wire.position();
    int id = wire.getShort(at) & 0xffff;
    int flags = wire.getShort(at + 2) & 0xffff;
    if ((flags & RESPONSE) != 0) {
      return null;
    }
    int opcode = (flags >> 11) & 0xf;
    boolean desired = (flags & DESIRED) != 0;
    if (opcode != Opcode.QUERY) {
      return new Query(id, desired, opcode, Rcode.NOTIMP, null, null, null);
    }
    boolean one =
        count(wire, at + 4) == 1
            && count(wire, at + 6) == 0
            && count(wire, at + 8) == 0
            && count(wire, at + 10) <= MOST_EXTRA;
    Query malformed = new Query(id, desired, opcode, Rcode.FORMERR, null, null, null);
    return one ? unpacked(wire, id, desired, malformed) : malformed;
  }

  private static Query unpacked(ByteBuffer wire, int id, boolean desired, Query malformed) {
    try {
      Message message = new Message(wire.slice());
      Record question = message.getQuestion();
      OPTRecord opt = message.getOPT();
      if (question == null) {
        return malformed;
      }
      if (opt != null && opt.getVersion() > 0) {
        return new Query(id, desired, Opcode.QUERY, Rcode.BADVERS, question, opt, null);
      }
      return new Query(id, desired, Opcode.QUERY, Rcode.NOERROR, question, opt, subnet(opt));
    } catch (IOException | RuntimeException e) {
      // Whatever a forged packet makes the parser say, it is the packet's fault.
      return malformed;
    }
  }

  private static @Nullable ClientSubnetOption subnet(@Nullable OPTRecord opt) {
    if (opt == null) {
      return null;
    }
    List<EDNSOption> told = opt.getOptions(EDNSOption.Code.CLIENT_SUBNET);
    return told.isEmpty() ? null : (ClientSubnetOption) told.getFirst();
  }

  private static int count(ByteBuffer wire, int at) {
    return wire.getShort(at) & 0xffff;
  }

  /** Whose users these are: the network that the resolver tells, or else the resolver's. */
  IpNetwork client(InetAddress from) {
    if (subnet == null || subnet.getSourcePrefixLength() == 0) {
      return IpNetwork.of(from);
    }
    IpNetwork address = IpNetwork.of(subnet.getAddress());
    int mapped = address.isIpv4() ? 96 : 0;
    return address.cut(mapped + subnet.getSourcePrefixLength());
  }

  /** How long an answer by UDP may be. */
  int room() {
    return opt == null ? SMALLEST : Math.clamp(opt.getPayloadSize(), SMALLEST, SAFE);
  }

  /** An empty answer to it. */
  Message response(int code) {
    Message response = new Message(id);
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setOpcode(opcode);
    if (recursionDesired) {
      response.getHeader().setFlag(Flags.RD);
    }
    response.getHeader().setRcode(code & 0xf);
    if (question != null) {
      response.addRecord(question, org.xbill.DNS.Section.QUESTION);
    }
    return response;
  }

  /** EDNS for the answer to a question that had it. */
  @Nullable OPTRecord extension(int code, int scope) {
    if (opt == null) {
      return null;
    }
    if (subnet == null) {
      return new OPTRecord(SAFE, code >> 4, 0);
    }
    ClientSubnetOption echo =
        new ClientSubnetOption(subnet.getSourcePrefixLength(), scope, subnet.getAddress());
    return new OPTRecord(SAFE, code >> 4, 0, 0, echo);
  }
}
