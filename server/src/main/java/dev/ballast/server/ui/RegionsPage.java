// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.regions.ControlPlaneJson;
import dev.ballast.server.regions.RegionsJson;
import dev.ballast.server.regions.RegionsJson.LinkJson;
import dev.ballast.server.regions.RegionsJson.PolicyJson;
import dev.ballast.server.regions.RegionsJson.ReadinessJson;
import dev.ballast.server.regions.RegionsJson.RegionJson;
import dev.ballast.server.regions.RegionsJson.RoadJson;
import dev.ballast.server.regions.RegionsJson.StoreJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Regions in words: the page shows what the API says, and nothing else. */
final class RegionsPage {

  private RegionsPage() {}

  /** Draws what was measured of a policy's regions over time. */
  interface Drawing {
    List<Chart> of(PolicyJson policy, Range range);
  }

  /**
   * @param drains of each region what the rules say to taking it out
   */
  static RegionsView of(
      RegionsJson regions,
      List<ReadinessJson> drains,
      Sight sight,
      Range range,
      Drawing drawing,
      RegionsView.Conflicts conflicts) {
    List<RegionJson> all = regions.policies().stream().flatMap(p -> p.regions().stream()).toList();
    return new RegionsView(
        sentence(regions.policies(), all),
        all.isEmpty()
            ? "A RegionPolicy says which regions carry what, and when one takes over from another."
            : owners(regions.policies()),
        range.text(),
        Stream.of(Range.values()).map(Range::text).toList(),
        regions.policies().stream()
            .map(policy -> policy(policy, drains, sight, drawing.of(policy, range)))
            .toList(),
        Optional.ofNullable(regions.controlPlane()).stream().map(RegionsPage::plane).toList(),
        conflicts);
  }

  private static String sentence(List<PolicyJson> policies, List<RegionJson> all) {
    if (policies.isEmpty()) {
      return "No region is looked after.";
    }
    List<String> bad =
        all.stream()
            .filter(region -> !region.state().equals("healthy"))
            .map(region -> region.name() + " is " + region.state())
            .distinct()
            .toList();
    return bad.isEmpty()
        ? "All %d regions stand.".formatted(all.stream().map(RegionJson::name).distinct().count())
        : String.join(", ", bad) + ".";
  }

  private static String owners(List<PolicyJson> policies) {
    return String.join(
        " ",
        policies.stream()
            .map(p -> "%s: %s owns the writes, epoch %d.".formatted(p.name(), p.owner(), p.epoch()))
            .toList());
  }

  private static RegionsView.Policy policy(
      PolicyJson policy, List<ReadinessJson> drains, Sight sight, List<Chart> charts) {
    return new RegionsView.Policy(
        policy.name(),
        policy.phase().equals("watching") ? "ok" : "going",
        policy.phase(),
        policy.decision(),
        warnings(policy),
        List.of(
            new RegionsView.Fact("Owns the writes", policy.owner() + ", epoch " + policy.epoch()),
            new RegionsView.Fact(
                "May lose", seconds(policy.rpoSeconds()) + " of writes (recovery point)"),
            new RegionsView.Fact(
                "May take", seconds(policy.rtoSeconds()) + " to serve again (recovery time)"),
            new RegionsView.Fact(
                "Votes now",
                policy.voters().isEmpty() ? "nobody answers" : String.join(", ", policy.voters()))),
        RegionMap.of(
            policy.regions().stream().map(region -> spot(region, policy)).toList(),
            policy.links().stream().map(link -> way(link, policy)).toList()),
        charts,
        policy.regions().stream().map(region -> region(region, drains, sight)).toList(),
        policy.links().stream().map(link -> link(link, policy, sight)).toList(),
        policy.stores().stream().map(RegionsPage::store).toList(),
        policy.choices().stream().map(RegionCosts::of).toList());
  }

  private static List<String> warnings(PolicyJson policy) {
    List<String> warnings = new ArrayList<>();
    for (RoadJson road : policy.steering()) {
      if (road.problem() != null) {
        warnings.add(
            "%s (%s) does not follow: requests that pass there go where they went before. %s"
                .formatted(road.target(), road.home(), road.problem()));
      }
    }
    if (policy.skewForbidsLastWriter()) {
      warnings.add("Clocks are too far apart for the last write to win.");
    }
    for (StoreJson store : policy.stores()) {
      if (!store.lostProbeWrites().isEmpty()) {
        warnings.add(
            "%s: %d of our own writes were acknowledged and are gone."
                .formatted(store.name(), store.lostProbeWrites().size()));
      }
    }
    return warnings;
  }

  private static RegionMap.Spot spot(RegionJson region, PolicyJson policy) {
    return new RegionMap.Spot(
        region.name(),
        css(region.state()),
        region.state(),
        region.name().equals(policy.owner()) ? "owns the writes" : "");
  }

  private static RegionMap.Way way(LinkJson link, PolicyJson policy) {
    return new RegionMap.Way(
        link.from(),
        link.to(),
        late(link, policy),
        "%s → %s: %s behind".formatted(link.from(), link.to(), seconds(link.lagSeconds())));
  }

  private static boolean late(LinkJson link, PolicyJson policy) {
    return link.lagSeconds() > policy.rpoSeconds();
  }

  private static RegionsView.Region region(
      RegionJson region, List<ReadinessJson> drains, Sight sight) {
    Optional<ReadinessJson> drain =
        drains.stream().filter(d -> d.region().equals(region.name())).findFirst();
    return new RegionsView.Region(
        region.name(),
        css(region.state()),
        region.state(),
        region.since() == null ? "" : "since " + sight.clock(region.since()),
        region.text(),
        rate(region.load()),
        rate(region.loadAhead()),
        rate(region.tested()),
        region.withoutItPercent() == null
            ? Sight.UNKNOWN
            : String.format(Locale.ROOT, "%.0f\u00a0%%", region.withoutItPercent()),
        region.headroom(),
        region.lastOutageSeconds() == null ? Sight.UNKNOWN : seconds(region.lastOutageSeconds()),
        drain.map(d -> d.allowed() ? "ok" : "warn").orElse("unknown"),
        drain.map(d -> d.allowed() ? "can be taken out" : "cannot be taken out").orElse("unknown"),
        drain.stream().flatMap(d -> d.checks().stream()).map(RegionsPage::rule).toList(),
        region.evidence().stream()
            .map(
                s ->
                    new RegionsView.Seen(
                        outcome(s.outcome()), s.outcome(), s.from(), s.text(), sight.ago(s.at())))
            .toList());
  }

  private static RegionsView.Rule rule(RegionsJson.CheckJson check) {
    return new RegionsView.Rule(
        outcome(check.outcome()), check.outcome(), check.rule(), check.text());
  }

  private static RegionsView.Link link(LinkJson link, PolicyJson policy, Sight sight) {
    return new RegionsView.Link(
        link.store(),
        link.from() + " → " + link.to(),
        late(link, policy) ? "bad" : "ok",
        seconds(link.lagSeconds()),
        String.format(Locale.ROOT, "%,d", link.writesAtRisk()),
        sight.ago(link.at()));
  }

  private static RegionsView.Store store(StoreJson store) {
    return new RegionsView.Store(
        store.name(),
        store.owner(),
        rate(store.rowsPerSecond()),
        millis(store.acknowledgeMillis()),
        millis(store.acrossMillis()),
        Long.toString(store.staleReads()),
        Integer.toString(store.lostProbeWrites().size()),
        store.clockSkewSeconds() == null ? Sight.UNKNOWN : seconds(store.clockSkewSeconds()));
  }

  private static RegionsView.Plane plane(ControlPlaneJson plane) {
    String leads = plane.leader() == null ? "Nobody is known to lead" : plane.leader() + " leads";
    return new RegionsView.Plane(
        "This is %s. %s %d voters; %d decide.%s"
            .formatted(
                plane.region(),
                leads,
                plane.voters(),
                plane.majority(),
                plane.automaticFailover()
                    ? ""
                    : " A region that is lost leaves no majority: failover is by hand."),
        plane.warnings(),
        plane.peers().stream().map(RegionsPage::peer).toList(),
        List.of(
            new RegionsView.Fact("Shared states", Integer.toString(plane.shared().states())),
            new RegionsView.Fact(
                "Wait",
                plane.shared().waiting() == 0
                    ? "none"
                    : plane.shared().waiting() + ": " + plane.shared().why()),
            new RegionsView.Fact(
                "Writes not kept by a merge",
                plane.shared().losses() + ", each with both values in the ledger")));
  }

  private static RegionsView.Peer peer(ControlPlaneJson.PeerJson peer) {
    return new RegionsView.Peer(
        peer.region() + (peer.witness() ? " (witness)" : ""),
        peer.address(),
        switch (peer.reach()) {
          case "reachable" -> "ok";
          case "unreachable" -> "bad";
          default -> "unknown";
        },
        peer.reach(),
        peer.behind() == null ? Sight.UNKNOWN : Long.toString(peer.behind()),
        peer.lagSeconds() == null ? Sight.UNKNOWN : millis(peer.lagSeconds() * 1000),
        peer.clockOffsetSeconds() == null
            ? Sight.UNKNOWN
            : millis(peer.clockOffsetSeconds() * 1000),
        peer.same() == null ? Sight.UNKNOWN : peer.same() ? "same" : "not the same yet");
  }

  private static String css(String state) {
    return switch (state) {
      case "healthy" -> "ok";
      case "degraded", "draining" -> "warn";
      case "unknown" -> "unknown";
      default -> "bad";
    };
  }

  private static String outcome(String word) {
    return switch (word) {
      case "passed", "answers" -> "ok";
      case "poorly" -> "warn";
      case "unknown" -> "unknown";
      default -> "bad";
    };
  }

  private static String rate(@Nullable Double perSecond) {
    return perSecond == null ? Sight.UNKNOWN : Sight.rate(perSecond);
  }

  private static String millis(@Nullable Double value) {
    return value == null ? Sight.UNKNOWN : String.format(Locale.ROOT, "%,.1f\u00a0ms", value);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f\u00a0s" : "%,.0f\u00a0s", value);
  }
}
