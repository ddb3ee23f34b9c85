// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a region for whoever asks for a name. The same network gets the same region for one TTL,
 * so that IPv4 and IPv6 lead to one place; over networks and time the shares are kept. An answer is
 * never empty: when no region is well, it is as if nothing were known. Immutable.
 */
public final class NameChoice {

  private static final double PERCENT = 100;
  private static final NameView NONE = new NameView(Map.of(), Instant.MIN, Instant.MIN);

  private final DnsZone zone;
  private final ClientNetworks networks;

  public NameChoice(DnsZone zone) {
    this.zone = zone;
    this.networks = new ClientNetworks(zone.networks());
  }

  public DnsZone zone() {
    return zone;
  }

  /**
   * Where a client is sent.
   *
   * @param client the client's network, or the address of whoever asks for it
   */
  public Choice choose(DnsName name, NameView view, IpNetwork client, Instant now) {
    List<RegionName> all = List.copyOf(name.targets().keySet());
    List<RegionName> usable =
        all.stream().filter(r -> view.of(r).isUsable(zone.leaveOut())).toList();
    double draw = draw(name, client, now);
    Optional<RegionName> home = networks.of(client).filter(all::contains);
    if (usable.isEmpty()) {
      return lastResort(name, view, home, all, draw);
    }
    if (home.isEmpty()) {
      RegionName region = pick(name, view, usable, draw);
      return new Choice(
          region,
          targets(name, region),
          Choice.Reason.WEIGHTED,
          "no network is declared for " + client + "; " + region + " by weights");
    }
    return atHome(name, view, home.get(), usable, draw);
  }

  private Choice atHome(
      DnsName name, NameView view, RegionName home, List<RegionName> usable, double draw) {
    List<RegionName> others = usable.stream().filter(r -> !r.equals(home)).toList();
    Standing standing = view.of(home);
    double stays = usable.contains(home) ? standing.stays() / PERCENT : 0;
    if (draw < stays || others.isEmpty()) {
      return new Choice(
          home, targets(name, home), Choice.Reason.NEAREST, home + " is nearest" + known(standing));
    }
    RegionName region = pick(name, view, others, (draw - stays) / (1 - stays));
    return new Choice(
        region,
        targets(name, region),
        Choice.Reason.TURNED,
        "%s is nearest and %s; turned to %s".formatted(home, why(standing), region));
  }

  private Choice lastResort(
      DnsName name, NameView view, Optional<RegionName> home, List<RegionName> all, double draw) {
    List<RegionName> in = all.stream().filter(r -> !view.of(r).isOut()).toList();
    List<RegionName> from = in.isEmpty() ? all : in;
    RegionName region = home.filter(from::contains).orElseGet(() -> pick(name, NONE, from, draw));
    return new Choice(
        region,
        targets(name, region),
        Choice.Reason.LAST_RESORT,
        "no region is well; answered as if nothing were known of them");
  }

  /** By weight and by how much a region takes; in equal parts when all weights are 0. */
  private static RegionName pick(DnsName name, NameView view, List<RegionName> from, double draw) {
    List<Double> shares = new ArrayList<>();
    double sum = 0;
    for (RegionName region : from) {
      double share = name.weight(region) * view.of(region).stays() / PERCENT;
      shares.add(share);
      sum += share;
    }
    double left = draw * (sum > 0 ? sum : from.size());
    for (int i = 0; i < from.size(); i++) {
      left -= sum > 0 ? shares.get(i) : 1;
      if (left < 0) {
        return from.get(i);
      }
    }
    return from.getLast();
  }

  private static List<String> targets(DnsName name, RegionName region) {
    return name.targets().getOrDefault(region, List.of());
  }

  private static String known(Standing standing) {
    return standing.lastGood() ? " (as it was last seen; nothing is known now)" : "";
  }

  private static String why(Standing standing) {
    if (standing.isOut()) {
      return "was taken out";
    }
    return standing.isLost()
        ? "is " + standing.state().name().toLowerCase(Locale.ROOT) + known(standing)
        : "keeps " + standing.stays() + " % of its users";
  }

  /** A number of 0 to below 1 that a network keeps for one TTL of a name. */
  private static double draw(DnsName name, IpNetwork client, Instant now) {
    IpNetwork around = client.neighbourhood();
    long slot = Math.floorDiv(now.getEpochSecond(), Math.max(1, name.ttl().toSeconds()));
    long mixed = mix(name.name().hashCode());
    mixed = mix(mixed ^ around.high());
    mixed = mix(mixed ^ around.low());
    mixed = mix(mixed ^ slot);
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /** The last step of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
