// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.readiness.Check;
import dev.ballast.control.regions.readiness.Headroom;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.sight.Sighting;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of regions, as the API says it. Unknown numbers are null.
 *
 * @param controlPlane the servers that decide together; null when this one is alone
 */
public record RegionsJson(List<PolicyJson> policies, @Nullable ControlPlaneJson controlPlane) {

  /** One policy. */
  public record PolicyJson(
      String name,
      String phase,
      long epoch,
      String owner,
      String witness,
      boolean automatic,
      String decision,
      List<String> voters,
      List<RegionJson> regions,
      List<LinkJson> links,
      List<StoreJson> stores,
      List<String> operations,
      List<ChoiceJson> choices,
      boolean skewForbidsLastWriter,
      double rpoSeconds,
      double rtoSeconds,
      boolean steered,
      List<RoadJson> steering) {}

  /**
   * What turns requests.
   *
   * @param problem why it did not take what is wanted; it is tried again; null: it did
   */
  public record RoadJson(
      String target, String home, String of, boolean turned, @Nullable String problem) {}

  /** A region. */
  public record RegionJson(
      String name,
      String state,
      @Nullable Instant since,
      String text,
      boolean flapping,
      @Nullable Double load,
      @Nullable Double loadAhead,
      @Nullable Double tested,
      @Nullable Double withoutItPercent,
      String headroom,
      @Nullable Double lastOutageSeconds,
      List<SightingJson> evidence) {}

  /** A look. */
  public record SightingJson(
      String from, String place, String aspect, String outcome, Instant at, String text) {}

  /** How far one region is behind another. */
  public record LinkJson(
      String store, String from, String to, double lagSeconds, long writesAtRisk, Instant at) {}

  /**
   * What an operation's choice between consistency and availability costs, as measured.
   *
   * @param operation empty: all of the service that are not named
   * @param waitStore on which the waits were measured; empty: on none
   * @param acknowledgeMillis a write in the owning region waits so long
   * @param acrossMillis a round trip to another region
   * @param lagStore on which lag and loss were measured; empty: on none
   * @param staleSeconds how old a read may be
   * @param lossSeconds what a loss of the owner would take
   */
  public record ChoiceJson(
      String service,
      String operation,
      String consistency,
      String merge,
      String waitStore,
      @Nullable Double acknowledgeMillis,
      @Nullable Double acrossMillis,
      String lagStore,
      @Nullable Double staleSeconds,
      @Nullable Double lossSeconds,
      @Nullable Double lossWrites) {}

  /** A store's account. */
  public record StoreJson(
      String name,
      String owner,
      @Nullable Double rowsPerSecond,
      @Nullable Double acknowledgeMillis,
      @Nullable Double acrossMillis,
      long staleReads,
      List<Long> lostProbeWrites,
      @Nullable Double clockSkewSeconds) {}

  /** What the rules say. */
  public record ReadinessJson(
      String region,
      String wish,
      boolean allowed,
      String text,
      List<CheckJson> checks,
      boolean begun) {}

  /** What one rule says. */
  public record CheckJson(String rule, String kind, String outcome, String text) {}

  static RegionsJson of(List<RegionWatch> watches, RegionLinks links) {
    return new RegionsJson(
        watches.stream().map(RegionsJson::of).toList(), ControlPlaneJson.of(links));
  }

  static ReadinessJson of(Readiness readiness, boolean begun) {
    return new ReadinessJson(
        readiness.wish().region().value(),
        readiness.wish().kind().text(),
        readiness.allowed(),
        readiness.text(),
        readiness.checks().stream().map(RegionsJson::of).toList(),
        begun);
  }

  private static CheckJson of(Check check) {
    return new CheckJson(check.rule(), word(check.kind()), word(check.outcome()), check.text());
  }

  private static PolicyJson of(RegionWatch watch) {
    RegionWatch.View view = watch.view();
    RegionPolicy policy = view.policy();
    Situation now = view.situation();
    long skew = now == null ? -1 : now.skewMillis();
    return new PolicyJson(
        policy.name(),
        view.state().phase().word(),
        view.state().tenure().epoch(),
        view.state().tenure().owner().value(),
        policy.witness(),
        policy.failover() == RegionPolicy.Failover.AUTOMATIC && policy.decidesWithoutOne(),
        decision(policy),
        now == null ? List.of() : List.copyOf(new TreeSet<>(now.voters())),
        policy.regions().stream().map(region -> region(region, view)).toList(),
        now == null ? List.of() : now.replicas().stream().map(RegionsJson::link).toList(),
        view.stores().stream().map(RegionsJson::store).toList(),
        Choices.notes(view),
        Choices.of(view),
        skew > policy.bounds().skew(),
        seconds(policy.bounds().rpo()),
        seconds(policy.bounds().rto()),
        watch.roads().stream().allMatch(road -> road.problem().isEmpty()),
        watch.roads().stream().map(RegionsJson::road).toList());
  }

  private static RoadJson road(Roads.View road) {
    return new RoadJson(
        road.spec().target().text(),
        road.spec().home().value(),
        word(road.spec().of()),
        road.asked(),
        road.problem().isEmpty() ? null : road.problem());
  }

  private static String decision(RegionPolicy policy) {
    if (!policy.decidesWithoutOne()) {
      return "Failover is a person's decision: two regions and no witness. One that is cut off"
          + " cannot know whether the other is lost.";
    }
    String witness =
        policy.witness().isEmpty() ? "" : ", with " + policy.witness() + " as the witness";
    return policy.failover() == RegionPolicy.Failover.AUTOMATIC
        ? "Failover is automatic" + witness + "."
        : "Failover is manual, as declared" + witness + ".";
  }

  private static RegionJson region(RegionName region, RegionWatch.View view) {
    Situation now = view.situation();
    Sight sight = now == null ? null : now.sights().get(region);
    Headroom headroom = Headroom.without(region, now == null ? List.of() : now.loads());
    Load load =
        now == null
            ? null
            : now.loads().stream().filter(l -> l.region().equals(region)).findFirst().orElse(null);
    return new RegionJson(
        region.value(),
        now == null ? "unknown" : word(view.state().stateOf(region, now.stateOf(region))),
        sight == null ? null : sight.since(),
        sight == null ? "nobody has looked yet" : sight.text(),
        sight != null && sight.flapping(),
        load == null ? null : known(load.now()),
        load == null ? null : known(load.ahead()),
        load == null ? null : known(load.tested()),
        known(headroom.worst()),
        headroom.text(),
        view.outages().getOrDefault(region, List.of()).stream()
            .max(Comparator.comparing(o -> o.to()))
            .map(o -> seconds(o.length()))
            .orElse(null),
        sight == null
            ? List.of()
            : sight.glance().evidence().stream().map(RegionsJson::sighting).toList());
  }

  private static SightingJson sighting(Sighting s) {
    return new SightingJson(
        s.from().name(), s.from().place(), word(s.aspect()), word(s.outcome()), s.at(), s.text());
  }

  private static LinkJson link(Replica r) {
    return new LinkJson(
        r.store(),
        r.from().value(),
        r.to().value(),
        seconds(r.lag()),
        r.writesAtRisk(),
        r.measured());
  }

  private static StoreJson store(RegionWatch.StoreView s) {
    return new StoreJson(
        s.name(),
        s.owner().value(),
        known(s.rowsPerSecond()),
        known(s.acknowledgeMillis()),
        known(s.acrossMillis()),
        s.staleReads(),
        s.lost(),
        s.skewMillis() < 0 ? null : s.skewMillis() / 1e3);
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? Double.valueOf(Math.round(value * 100) / 100.0) : null;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
