// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks one resolver for a name, as users' machines do. Thread-safe. */
public final class NameSight {

  private static final List<Integer> TYPES = List.of(Type.A, Type.AAAA);

  private final DnsClient client;

  public NameSight(Duration patience, RandomGenerator random) {
    this.client = new DnsClient(patience, random);
  }

  /**
   * What was answered.
   *
   * @param ttl the longest of the answer, in seconds
   * @param addresses in their order
   * @param alias the last name that it stands for; empty: none
   * @param negativeTtl for how long it is kept that there is none, in seconds; 0: not said
   */
  public record Seen(long ttl, List<String> addresses, String alias, long negativeTtl) {
    public Seen {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Looks once.
   *
   * @param resolver {@code HOST} or {@code HOST:PORT}
   * @throws IOException when it does not answer
   * @throws IllegalArgumentException when name or resolver is none
   */
  public Seen look(String resolver, String name) throws IOException {
    long ttl = 0;
    long negative = 0;
    String alias = "";
    List<String> addresses = new ArrayList<>();
    for (int type : TYPES) {
      Message answer = client.ask(NameAudit.address(resolver), nameOf(name), type, true);
      for (Record one : answer.getSection(Section.ANSWER)) {
        switch (one) {
          case ARecord a -> addresses.add(a.getAddress().getHostAddress());
          case AAAARecord a -> addresses.add(a.getAddress().getHostAddress());
          case CNAMERecord c -> alias = c.getTarget().toString(true);
          case Record _ -> {
            continue;
          }
        }
        ttl = Math.max(ttl, one.getTTL());
      }
      for (Record one : answer.getSection(Section.AUTHORITY)) {
        negative =
            one instanceof SOARecord soa ? Math.min(soa.getTTL(), soa.getMinimum()) : negative;
      }
    }
    return new Seen(ttl, addresses, alias, negative);
  }

  private static Name nameOf(String text) {
    try {
      return Name.fromString(text.endsWith(".") ? text : text + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException(
          "name: " + text + " (expected: a host name such as www.shop.example)", e);
    }
  }
}
