// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.control.regions.names.Choice;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Answers questions for the zones that are served, and for nothing else: no recursion, no
 * transfers, one record for ANY (RFC 8482). Thread-safe.
 */
public final class Answers {

  private static final int SERVERS_TTL = 3600;
  private static final long REFRESH = 3600;
  private static final long RETRY = 600;
  private static final long EXPIRE = 604_800;
  private static final int LARGEST = 65_535;

  private final Supplier<List<ServedZone>> zones;
  private final InstantSource clock;

  public Answers(Supplier<List<ServedZone>> zones, InstantSource clock) {
    this.zones = zones;
    this.clock = clock;
  }

  /** The answer to what somebody has sent. */
  Reply to(ByteBuffer wire, InetAddress from, boolean tcp) {
    Query query = Query.read(wire);
    if (query == null) {
      return Reply.NONE;
    }
    int scope = 0;
    int code = query.rcode();
    Outcome outcome = Outcome.MALFORMED;
    Message response = query.response(code);
    Record question = query.question();
    if (code == Rcode.NOERROR && question != null) {
      Filling filling = new Filling(query, question, response, from);
      outcome = filling.fill();
      code = response.getRcode();
      scope = filling.scope;
    }
    OPTRecord extension = query.extension(code, scope);
    if (extension != null) {
      response.addRecord(extension, Section.ADDITIONAL);
    }
    return new Reply(ByteBuffer.wrap(response.toWire(tcp ? LARGEST : query.room())), outcome);
  }

  /** "Come again by TCP", and nothing more than the question. */
  static Reply truncated(ByteBuffer wire) {
    Query query = Query.read(wire);
    if (query == null || query.question() == null) {
      return Reply.NONE;
    }
    Message response = query.response(Rcode.NOERROR);
    response.getHeader().setFlag(Flags.TC);
    return new Reply(ByteBuffer.wrap(response.toWire(LARGEST)), Outcome.TRUNCATED);
  }

  /** One answer being put together. */
  private final class Filling {
    private final Query query;
    private final Record question;
    private final Message response;
    private final InetAddress from;
    private int scope;

    private Filling(Query query, Record question, Message response, InetAddress from) {
      this.query = query;
      this.question = question;
      this.response = response;
      this.from = from;
    }

    private Outcome fill() {
      String asked = plain(question.getName());
      Optional<ServedZone> zone = zoneOf(asked);
      int type = question.getType();
      boolean transfer = type == Type.AXFR || type == Type.IXFR || type == Type.MAILB;
      if (zone.isEmpty() || transfer || question.getDClass() != DClass.IN) {
        response.getHeader().setRcode(Rcode.REFUSED);
        return Outcome.REFUSED;
      }
      response.getHeader().setFlag(Flags.AA);
      return inside(zone.get(), asked, type);
    }

    private Outcome inside(ServedZone served, String asked, int type) {
      DnsZone zone = served.choice().zone();
      boolean apex = asked.equals(zone.origin());
      if (apex && (type == Type.SOA || type == Type.NS)) {
        if (type == Type.SOA) {
          add(soa(served), Section.ANSWER);
        } else {
          zone.servers().keySet().forEach(s -> add(server(zone, s), Section.ANSWER));
          zone.servers()
              .forEach(
                  (s, glue) -> addresses(name(s), glue, SERVERS_TTL, Type.ANY, Section.ADDITIONAL));
        }
        return Outcome.ANSWERED;
      }
      Optional<DnsName> name =
          zone.names().stream().filter(n -> n.name().equals(asked)).findFirst();
      List<String> glue = zone.servers().get(asked);
      if (type == Type.ANY && (name.isPresent() || apex || glue != null)) {
        add(
            new HINFORecord(question.getName(), DClass.IN, SERVERS_TTL, "RFC8482", ""),
            Section.ANSWER);
        return Outcome.ANSWERED;
      }
      if (name.isPresent()) {
        chosen(served, name.get(), type);
      } else if (glue != null) {
        addresses(question.getName(), glue, SERVERS_TTL, type, Section.ANSWER);
      } else if (!apex && !isAbove(zone, asked)) {
        response.getHeader().setRcode(Rcode.NXDOMAIN);
        add(soa(served), Section.AUTHORITY);
        return Outcome.NO_SUCH_NAME;
      }
      if (response.getSection(Section.ANSWER).isEmpty()) {
        add(soa(served), Section.AUTHORITY);
        return Outcome.NO_DATA;
      }
      return Outcome.ANSWERED;
    }

    private void chosen(ServedZone served, DnsName name, int type) {
      IpNetwork client = query.client(from);
      Choice choice = served.choice().choose(name, served.view(), client, clock.instant());
      if (query.subnet() != null) {
        scope = Math.min(query.subnet().getSourcePrefixLength(), client.neighbourhood().length());
      }
      int ttl = (int) name.ttl().toSeconds();
      String first = choice.targets().getFirst();
      if (DnsName.isAddress(first)) {
        addresses(question.getName(), choice.targets(), ttl, type, Section.ANSWER);
      } else {
        add(new CNAMERecord(question.getName(), DClass.IN, ttl, name(first)), Section.ANSWER);
      }
    }

    private void addresses(Name owner, List<String> texts, int ttl, int type, int section) {
      for (String text : texts) {
        InetAddress address = InetAddress.ofLiteral(text);
        boolean four = address instanceof Inet4Address;
        if (four && (type == Type.A || type == Type.ANY)) {
          add(new ARecord(owner, DClass.IN, ttl, address), section);
        } else if (!four && (type == Type.AAAA || type == Type.ANY)) {
          add(new AAAARecord(owner, DClass.IN, ttl, address), section);
        }
      }
    }

    private void add(Record fresh, int section) {
      response.addRecord(fresh, section);
    }
  }

  private Optional<ServedZone> zoneOf(String asked) {
    return zones.get().stream()
        .filter(z -> isIn(asked, z.choice().zone().origin()))
        .max(Comparator.comparingInt(z -> z.choice().zone().origin().length()));
  }

  private static boolean isIn(String name, String origin) {
    return name.equals(origin) || name.endsWith("." + origin);
  }

  /** Whether names lie below it, so that it is there, though it has nothing itself. */
  private static boolean isAbove(DnsZone zone, String asked) {
    return zone.names().stream().anyMatch(n -> n.name().endsWith("." + asked))
        || zone.servers().keySet().stream().anyMatch(s -> s.endsWith("." + asked));
  }

  private static Record server(DnsZone zone, String host) {
    return new NSRecord(name(zone.origin()), DClass.IN, SERVERS_TTL, name(host));
  }

  private static Record soa(ServedZone served) {
    DnsZone zone = served.choice().zone();
    String first = zone.servers().keySet().iterator().next();
    String contact = zone.contact();
    int at = contact.indexOf('@');
    String mailbox =
        contact.substring(0, at).replace(".", "\\.") + contact.substring(at).replace('@', '.');
    long ttl = zone.ttl().toSeconds();
    return new SOARecord(
        name(zone.origin()),
        DClass.IN,
        ttl,
        name(first),
        name(mailbox),
        Math.max(1, served.view().changed().getEpochSecond() & 0xffff_ffffL),
        REFRESH,
        RETRY,
        EXPIRE,
        ttl);
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text.endsWith(".") ? text : text + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException("name: " + text + " (expected: a host name)", e);
    }
  }

  private static String plain(Name name) {
    String text = name.toString(true).toLowerCase(Locale.ROOT);
    return text.isEmpty() ? "." : text;
  }
}
