// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Bounds;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the names that a policy answers for. */
final class DnsZones {

  private static final int LONGEST = 253;
  private static final Pattern HOST = Pattern.compile(DnsKeys.LABELS);
  private static final Duration TTL = Duration.ofSeconds(10);

  /** What is asked for: all regions must have the same of them. */
  private enum Sort {
    IPV4,
    IPV6,
    NAME
  }

  private final PolicyRegions regions;
  private final Bounds bounds;
  private final Consumer<Problem> report;

  DnsZones(PolicyRegions regions, Bounds bounds, Consumer<Problem> report) {
    this.regions = regions;
    this.bounds = bounds;
    this.report = report;
  }

  Optional<DnsZone> read(Cursor dns) {
    var origin = dns.text("zone").map(DnsZones::plain).orElse("");
    var allowed = bounds.forNames();
    var standard = allowed.compareTo(TTL) < 0 && allowed.isPositive() ? whole(allowed) : TTL;
    var ttl = ttl(dns, standard);
    var servers = servers(dns, origin);
    var names = new ArrayList<DnsName>();
    for (Cursor one : dns.items("names")) {
      name(one, origin, ttl).filter(name -> isNew(one, name, names)).ifPresent(names::add);
    }
    var networks = networks(dns);
    if (origin.isEmpty() || servers.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DnsZone(
            origin,
            servers,
            dns.text("contact").orElse("hostmaster@" + origin),
            ttl,
            DnsZone.LeaveOut.valueOf(dns.text("leaveOut").orElse("seen").toUpperCase(Locale.ROOT)),
            networks,
            names));
  }

  private boolean isNew(Cursor at, DnsName name, List<DnsName> before) {
    boolean fresh = before.stream().noneMatch(other -> other.name().equals(name.name()));
    if (!fresh) {
      at.at("name").ifPresent(n -> report.accept(n.badValue("each name once", "Fix: remove one")));
    }
    return fresh;
  }

  /** A time that the RTO bears; where none was written, the zone's own place is told. */
  private Duration ttl(Cursor at, Duration otherwise) {
    var written = at.at("ttl");
    var ttl = at.text("ttl").map(RegionPolicies::time).orElse(otherwise);
    var allowed = bounds.forNames();
    var rule =
        allowed.compareTo(Duration.ofSeconds(1)) < 0
            ? "a greater rto: nothing is left of %s after confirm %s and 2 s for looking"
                .formatted(seconds(bounds.rto()), seconds(bounds.confirm()))
            : "whole seconds, 1 s to %s: what is left of rto %s after confirm %s and 2 s for looking"
                .formatted(
                    seconds(whole(allowed)), seconds(bounds.rto()), seconds(bounds.confirm()));
    if (ttl.compareTo(allowed) > 0 || ttl.toSeconds() < 1 || !ttl.equals(whole(ttl))) {
      var hint =
          allowed.toSeconds() < 1 ? "" : "Write: ttl: " + allowed.toSeconds() + "s, or raise rto";
      written.or(() -> at.at("zone")).ifPresent(place -> report.accept(place.badValue(rule, hint)));
      return otherwise;
    }
    return ttl;
  }

  private Map<String, List<String>> servers(Cursor dns, String origin) {
    var servers = new LinkedHashMap<String, List<String>>();
    dns.at("servers")
        .map(Cursor::entries)
        .orElse(Map.of())
        .forEach(
            (host, addresses) -> {
              var name = plain(host);
              if (!HOST.matcher(name).matches()) {
                report.accept(addresses.badValue("host names as keys, not " + host, ""));
                return;
              }
              var glue = new ArrayList<String>();
              for (Cursor address : addresses.items()) {
                sort(address)
                    .filter(s -> s != Sort.NAME)
                    .ifPresentOrElse(
                        _ -> glue.add(address.scalar()),
                        () -> report.accept(address.badValue("an address of the name server", "")));
              }
              if (isIn(name, origin) && glue.isEmpty()) {
                report.accept(
                    addresses.badValue(
                        "an address, since " + name + " is inside of the zone",
                        "Write: " + name + ": [192.0.2.53]"));
              }
              servers.put(name, glue);
            });
    if (dns.has("servers") && servers.isEmpty()) {
      dns.at("servers").ifPresent(at -> report.accept(at.badValue("one name server or more", "")));
    }
    return servers;
  }

  private Optional<DnsName> name(Cursor one, String origin, Duration zoneTtl) {
    var targets = new LinkedHashMap<RegionName, List<String>>();
    var sorts = new LinkedHashMap<RegionName, Set<Sort>>();
    one.at("targets")
        .map(Cursor::entries)
        .orElse(Map.of())
        .forEach(
            (key, list) ->
                regions
                    .key(list, key)
                    .ifPresent(
                        region -> {
                          var to = new LinkedHashSet<String>();
                          var of = EnumSet.noneOf(Sort.class);
                          for (Cursor target : list.items()) {
                            sort(target)
                                .ifPresent(
                                    sort -> {
                                      of.add(sort);
                                      to.add(plain(target.scalar()));
                                    });
                          }
                          if (of.contains(Sort.NAME) && to.size() > 1) {
                            report.accept(list.badValue("addresses, or one other name alone", ""));
                          } else if (!to.isEmpty()) {
                            targets.put(region, List.copyOf(to));
                            sorts.put(region, of);
                          }
                        }));
    var weights = weights(one);
    var relative = one.text("name").orElse("");
    if (relative.isEmpty() || targets.isEmpty()) {
      one.at("targets")
          .filter(at -> at.entries().isEmpty() && at.shown().equals("a map"))
          .ifPresent(at -> report.accept(at.badValue("one region or more", "")));
      return Optional.empty();
    }
    same(one, sorts);
    if (relative.equals("@") && sorts.values().stream().anyMatch(s -> s.contains(Sort.NAME))) {
      one.at("targets")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue(
                          "addresses: the zone itself cannot be another name",
                          "Fix: use a name inside of the zone")));
    }
    var name = relative.equals("@") ? origin : plain(relative) + "." + origin;
    if (name.length() > LONGEST || targets.values().stream().anyMatch(to -> to.contains(name))) {
      one.at("name")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue("253 characters with the zone, and not its own target", "")));
      return Optional.empty();
    }
    return Optional.of(new DnsName(name, ttl(one, zoneTtl), targets, weights));
  }

  /** A client that prefers IPv6 could not be turned to a region that has none. */
  private void same(Cursor one, Map<RegionName, Set<Sort>> sorts) {
    if (sorts.values().stream().distinct().count() > 1) {
      one.at("targets")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue(
                          "the same sorts in all regions: here " + words(sorts),
                          "Fix: users whose sort a region lacks could not be turned to it; add or"
                              + " remove it everywhere")));
    }
  }

  private static String words(Map<RegionName, Set<Sort>> sorts) {
    var words = new ArrayList<String>();
    sorts.forEach(
        (region, of) ->
            words.add(region + " " + of.toString().toLowerCase(Locale.ROOT).replace("ipv", "IPv")));
    return String.join(", ", words);
  }

  private Map<RegionName, Integer> weights(Cursor one) {
    var weights = new LinkedHashMap<RegionName, Integer>();
    one.at("weights")
        .map(Cursor::entries)
        .orElse(Map.of())
        .forEach(
            (key, value) ->
                regions
                    .key(value, key)
                    .ifPresent(
                        region -> weights.put(region, (int) Double.parseDouble(value.scalar()))));
    return weights;
  }

  private Map<RegionName, List<IpNetwork>> networks(Cursor dns) {
    var networks = new LinkedHashMap<RegionName, List<IpNetwork>>();
    var owners = new LinkedHashMap<IpNetwork, RegionName>();
    dns.at("networks")
        .map(Cursor::entries)
        .orElse(Map.of())
        .forEach(
            (key, list) ->
                regions
                    .key(list, key)
                    .ifPresent(region -> networks.put(region, places(list, region, owners))));
    return networks;
  }

  private List<IpNetwork> places(
      Cursor list, RegionName region, Map<IpNetwork, RegionName> owners) {
    var places = new ArrayList<IpNetwork>();
    for (Cursor item : list.items()) {
      try {
        var network = IpNetwork.parse(item.scalar());
        var owner = owners.putIfAbsent(network, region);
        if (owner == null) {
          places.add(network);
        } else {
          report.accept(item.badValue("each network once; " + owner + " has it, too", ""));
        }
      } catch (IllegalArgumentException e) {
        var why = String.valueOf(e.getMessage());
        int rule = why.indexOf("(expected: ");
        report.accept(
            item.badValue(
                rule < 0 ? IpNetwork.RULE : why.substring(rule + 11, why.length() - 1), ""));
      }
    }
    return places;
  }

  private Optional<Sort> sort(Cursor target) {
    var text = target.scalar();
    if (!DnsName.isAddress(text)) {
      return Optional.of(Sort.NAME);
    }
    try {
      return Optional.of(IpNetwork.parse(text).isIpv4() ? Sort.IPV4 : Sort.IPV6);
    } catch (IllegalArgumentException _) {
      report.accept(target.badValue("an address such as 192.0.2.10 or 2001:db8::10", ""));
      return Optional.empty();
    }
  }

  private static boolean isIn(String name, String origin) {
    return name.equals(origin) || name.endsWith("." + origin);
  }

  private static String plain(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static Duration whole(Duration time) {
    return Duration.ofSeconds(time.toSeconds());
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
