// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.ledger.sites.SiteLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the servers that form one control plane stand, as this one sees it.
 *
 * @param automaticFailover whether a region that is lost leaves enough to decide
 */
public record ControlPlaneJson(
    String region,
    String role,
    long term,
    @Nullable String leader,
    int voters,
    int majority,
    boolean automaticFailover,
    List<PeerJson> peers,
    SharedJson shared,
    List<String> warnings) {

  /**
   * Another server.
   *
   * @param behind decided entries that it lacks; null when only the leader could say
   * @param same whether it had the same shared states when it was last heard; null: never heard
   */
  public record PeerJson(
      String region,
      String address,
      boolean witness,
      String reach,
      @Nullable Instant since,
      @Nullable Long behind,
      @Nullable Double lagSeconds,
      @Nullable Double clockOffsetSeconds,
      @Nullable Boolean same) {}

  /** What every region changes at once. */
  public record SharedJson(int states, int waiting, String why, long losses, int owed) {}

  /** Null for a server that is alone. */
  static @Nullable ControlPlaneJson of(RegionLinks links) {
    return links.region().isEmpty()
        ? null
        : new ControlPlaneJson(
            links.region(),
            word(links.role()),
            links.term(),
            links.leader(),
            links.voters(),
            links.majority(),
            links.automaticFailover(),
            links.peers().stream().map(ControlPlaneJson::of).toList(),
            of(links.shared()),
            links.warnings());
  }

  private static PeerJson of(RegionLinks.Peer peer) {
    SiteLink link = peer.link();
    return new PeerJson(
        peer.region(),
        peer.address(),
        peer.witness(),
        word(peer.reach()),
        peer.since(),
        peer.behind() < 0 ? null : peer.behind(),
        link == null ? null : seconds(link.lag()),
        link == null ? null : seconds(link.offset()),
        same(link));
  }

  private static @Nullable Boolean same(@Nullable SiteLink link) {
    if (link == null || link.last() == null) {
      return null;
    }
    return link.same();
  }

  private static SharedJson of(RegionLinks.Shared shared) {
    return new SharedJson(
        shared.states(), shared.waiting(), shared.why(), shared.losses(), shared.owed());
  }

  private static @Nullable Double seconds(@Nullable Duration time) {
    return time == null ? null : time.toNanos() / 1e9;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
