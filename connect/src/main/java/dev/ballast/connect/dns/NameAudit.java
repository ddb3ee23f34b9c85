// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.model.DnsName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Looks at a name as its users' resolvers do: how long answers are kept against what the RTO
 * allows, who still leads to a region that is out, and which resolver keeps answers for longer than
 * it was told.
 */
public final class NameAudit {

  private static final int PORT = 53;
  private static final int MOST_AUTHORITIES = 8;

  private final DnsClient client;

  public NameAudit(Duration patience, RandomGenerator random) {
    this.client = new DnsClient(patience, random);
  }

  /**
   * What is looked for.
   *
   * @param allowed how long an answer may be kept at most
   * @param regions the region of each address or name that an answer may lead to, as far as known
   * @param out regions to which nobody should be led now
   */
  public record Subject(
      String name, Duration allowed, Map<String, String> regions, Set<String> out) {
    public Subject {
      Map<String, String> same = new HashMap<>();
      regions.forEach((target, region) -> same.put(written(target), region));
      regions = Map.copyOf(same);
      out = Set.copyOf(out);
    }
  }

  /** Whom to ask, as {@code HOST} or {@code HOST:PORT}. */
  public record Servers(List<String> authorities, List<String> resolvers) {
    public Servers {
      authorities = List.copyOf(authorities);
      resolvers = List.copyOf(resolvers);
    }
  }

  /**
   * What one server said.
   *
   * @param ttl the longest of its answer; negative: there is none
   * @param leadsTo addresses and names
   * @param findings what is wrong with it; empty: nothing
   */
  public record Line(
      String server, boolean authority, long ttl, List<String> leadsTo, List<String> findings) {
    public Line {
      leadsTo = List.copyOf(leadsTo);
      findings = List.copyOf(findings);
    }

    private Line finding(String what) {
      List<String> more = new ArrayList<>(findings);
      more.add(what);
      return new Line(server, authority, ttl, leadsTo, more);
    }
  }

  /**
   * All that was heard.
   *
   * @param gaps what could not be found out; then nothing is called well
   */
  public record Report(List<Line> lines, List<String> gaps) {
    public Report {
      lines = List.copyOf(lines);
      gaps = List.copyOf(gaps);
    }

    public boolean isWell() {
      return gaps.isEmpty() && lines.stream().allMatch(line -> line.findings().isEmpty());
    }
  }

  /** The resolvers of this machine. */
  public static List<String> ownResolvers() {
    return ResolverConfig.getCurrentConfig().servers().stream()
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .toList();
  }

  /**
   * Asks all of them; authorities are looked for when none are given.
   *
   * @throws IllegalArgumentException when the name is none
   */
  public Report look(Subject subject, Servers servers) {
    Name name = nameOf(subject.name());
    List<String> gaps = new ArrayList<>();
    List<String> authorities = new ArrayList<>(servers.authorities());
    if (authorities.isEmpty()) {
      authorities.addAll(authoritiesOf(name, servers.resolvers()));
    }
    if (authorities.isEmpty()) {
      gaps.add(
          "no authority was found, so that nobody can say how long answers should be kept."
              + " Fix: name one with --authority HOST[:PORT]");
    }
    if (servers.resolvers().isEmpty()) {
      gaps.add("no resolver was asked. Fix: name one with --resolver HOST[:PORT]");
    }
    List<Line> lines = new ArrayList<>();
    long told = -1;
    for (String authority : authorities) {
      Line line = ask(authority, true, name, subject);
      told = Math.max(told, line.ttl());
      lines.add(line);
    }
    for (String resolver : servers.resolvers()) {
      Line line = ask(resolver, false, name, subject);
      lines.add(
          told >= 0 && line.ttl() > told
              ? line.finding(
                  "keeps answers for %d s, and was told %d s: it overrides the TTL"
                      .formatted(line.ttl(), told))
              : line);
    }
    return new Report(lines, gaps);
  }

  private Line ask(String server, boolean authority, Name name, Subject subject) {
    Set<String> leadsTo = new LinkedHashSet<>();
    List<String> findings = new ArrayList<>();
    long ttl = -1;
    try {
      InetSocketAddress address = address(server);
      for (int type : List.of(Type.A, Type.AAAA)) {
        Message answer = client.ask(address, name, type, !authority);
        int code = answer.getRcode();
        if (code != Rcode.NOERROR) {
          findings.add("answers " + Rcode.string(code) + " for " + Type.string(type));
        }
        for (Record one : answer.getSection(Section.ANSWER)) {
          String target = target(one);
          if (!target.isEmpty()) {
            ttl = Math.max(ttl, one.getTTL());
            leadsTo.add(target);
          }
        }
      }
      if (leadsTo.isEmpty() && findings.isEmpty()) {
        findings.add("has no address for the name");
      }
    } catch (IOException | IllegalArgumentException e) {
      findings.add("was not heard: " + e.getMessage());
    }
    judge(subject, ttl, leadsTo, findings);
    return new Line(server, authority, ttl, List.copyOf(leadsTo), findings);
  }

  private static void judge(Subject subject, long ttl, Set<String> leadsTo, List<String> findings) {
    if (ttl > subject.allowed().toSeconds()) {
      findings.add(
          "answers may be kept for %d s; the RTO leaves %d s"
              .formatted(ttl, Math.max(0, subject.allowed().toSeconds())));
    }
    for (String target : leadsTo) {
      String region = subject.regions().getOrDefault(target, "");
      if (subject.out().contains(region)) {
        findings.add("leads to %s of %s, which is out".formatted(target, region));
      }
    }
  }

  /** The name servers of the closest zone around a name. */
  private Set<String> authoritiesOf(Name name, List<String> resolvers) {
    Set<String> found = new LinkedHashSet<>();
    for (String resolver : resolvers) {
      for (Name zone = name; zone.labels() > 2 && found.isEmpty(); zone = new Name(zone, 1)) {
        for (Record server : records(resolver, zone, Type.NS)) {
          if (server instanceof NSRecord ns) {
            for (Record host : records(resolver, ns.getTarget(), Type.A)) {
              if (host instanceof ARecord a && found.size() < MOST_AUTHORITIES) {
                found.add(a.getAddress().getHostAddress());
              }
            }
          }
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  private List<Record> records(String resolver, Name name, int type) {
    try {
      return client.ask(address(resolver), name, type, true).getSection(Section.ANSWER);
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
  }

  private static String target(Record one) {
    return switch (one) {
      case ARecord a -> a.getAddress().getHostAddress();
      case AAAARecord a -> a.getAddress().getHostAddress();
      case CNAMERecord c -> c.getTarget().toString(true);
      case Record _ -> "";
    };
  }

  /** An address as all write it here. */
  private static String written(String target) {
    return DnsName.isAddress(target) ? InetAddress.ofLiteral(target).getHostAddress() : target;
  }

  private static Name nameOf(String text) {
    try {
      return Name.fromString(text.endsWith(".") ? text : text + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException(
          "name: " + text + " (expected: a host name such as www.shop.example)", e);
    }
  }

  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code [V6]:PORT} or an address of IPv6.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    boolean bare = colon < 0 || (text.indexOf(':') != colon && !text.contains("]:"));
    String host = bare ? text : text.substring(0, colon);
    String plain =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      int port = bare ? PORT : Integer.parseInt(text.substring(colon + 1));
      if (plain.isEmpty()) {
        throw new IllegalArgumentException(text + " (expected: HOST or HOST:PORT)");
      }
      return new InetSocketAddress(InetAddress.getByName(plain), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " (expected: a host that is known here)", e);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " (expected: HOST or HOST:PORT)", e);
    }
  }
}
