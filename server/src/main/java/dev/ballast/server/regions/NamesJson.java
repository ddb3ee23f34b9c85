// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.names.Choice;
import dev.ballast.control.regions.names.NameChoice;
import dev.ballast.control.regions.names.NameView;
import dev.ballast.control.regions.names.Standing;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names, and where they lead now.
 *
 * @param servedOn where DNS is answered; null: nowhere
 * @param questions how often what has become of them since the start
 */
record NamesJson(
    @Nullable String servedOn, Map<String, Long> questions, List<PolicyJson> policies) {

  /**
   * One policy.
   *
   * @param allowedTtlSeconds how long answers may be kept while the RTO holds, also by names that
   *     others answer for
   * @param zone null when the policy has no names
   * @param old whether nobody has looked for a while, so that answers are by what was known then
   */
  record PolicyJson(
      String policy,
      double rtoSeconds,
      double allowedTtlSeconds,
      @Nullable String zone,
      @Nullable String leaveOut,
      boolean old,
      @Nullable Instant looked,
      List<RegionJson> regions,
      List<NameJson> names) {}

  /** How a region stands for those who ask. */
  record RegionJson(String name, String state, boolean lastGood, int staysPercent, boolean out) {}

  /**
   * A name.
   *
   * @param answer what the client that was asked for would get; null without one
   */
  record NameJson(
      String name,
      long ttlSeconds,
      Map<String, List<String>> targets,
      Map<String, Integer> weights,
      @Nullable AnswerJson answer) {}

  /** An answer, and why. */
  record AnswerJson(String region, List<String> targets, String reason, String text) {}

  static NamesJson of(NameDesk desk, @Nullable IpNetwork client, Instant now) {
    Map<String, Long> questions = new LinkedHashMap<>();
    desk.tally()
        .forEach((outcome, count) -> questions.put(outcome.name().toLowerCase(Locale.ROOT), count));
    return new NamesJson(
        desk.servedOn().isEmpty() ? null : desk.servedOn(),
        questions,
        desk.all().stream().map(names -> policy(names, client, now)).toList());
  }

  private static PolicyJson policy(NameDesk.Names names, @Nullable IpNetwork client, Instant now) {
    RegionPolicy policy = names.policy();
    DnsZone zone = policy.dns();
    NameView view = names.view();
    DnsZone.LeaveOut rule = zone == null ? DnsZone.LeaveOut.DECIDED : zone.leaveOut();
    return new PolicyJson(
        policy.name(),
        policy.bounds().rto().toMillis() / 1e3,
        policy.bounds().forNames().toMillis() / 1e3,
        zone == null ? null : zone.origin(),
        zone == null ? null : rule.name().toLowerCase(Locale.ROOT),
        view.isOld(now),
        view.looked().equals(Instant.MIN) ? null : view.looked(),
        view.standings().values().stream().map(s -> region(s, rule)).toList(),
        zone == null
            ? List.of()
            : zone.names().stream()
                .map(name -> name(name, names.choice(), view, client, now))
                .toList());
  }

  private static RegionJson region(Standing standing, DnsZone.LeaveOut rule) {
    return new RegionJson(
        standing.region().value(),
        standing.state().name().toLowerCase(Locale.ROOT),
        standing.lastGood(),
        standing.stays(),
        !standing.isUsable(rule));
  }

  private static NameJson name(
      DnsName name,
      @Nullable NameChoice choice,
      NameView view,
      @Nullable IpNetwork client,
      Instant now) {
    Map<String, List<String>> targets = new LinkedHashMap<>();
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (RegionName region : name.targets().keySet()) {
      targets.put(region.value(), name.targets().getOrDefault(region, List.of()));
      weights.put(region.value(), name.weight(region));
    }
    return new NameJson(
        name.name(),
        name.ttl().toSeconds(),
        targets,
        weights,
        client == null || choice == null ? null : answer(choice.choose(name, view, client, now)));
  }

  private static AnswerJson answer(Choice choice) {
    return new AnswerJson(
        choice.region().value(),
        choice.targets(),
        choice.reason().name().toLowerCase(Locale.ROOT),
        choice.text());
  }
}
