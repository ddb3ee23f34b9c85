// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.consensus.Standing;
import dev.ballast.ledger.sites.SiteLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the regions stand together, as one of them sees it; for whoever shows it.
 *
 * @param leader of the voters; null when this region knows of none
 * @param automaticFailover whether a region that is lost leaves enough to decide
 * @param warnings what somebody should look at, each with its fix
 */
public record RegionLinks(
    String region,
    Standing.Role role,
    long term,
    @Nullable String leader,
    int voters,
    int majority,
    boolean automaticFailover,
    List<Peer> peers,
    Shared shared,
    List<String> warnings) {

  /** A server that is alone. */
  public static final RegionLinks NONE =
      new RegionLinks(
          "",
          Standing.Role.LEADER,
          0,
          null,
          1,
          1,
          false,
          List.of(),
          new Shared(0, 0, 0, "", 0, 0, 0),
          List.of());

  public RegionLinks {
    peers = List.copyOf(peers);
    warnings = List.copyOf(warnings);
  }

  /**
   * Another region.
   *
   * @param since when it began to be reachable, or not to be; null: not tried yet
   * @param behind decided entries that it lacks; negative when only the leader could say
   * @param heard how long ago its vote was heard of; null when this region does not hear of it
   * @param link what is heard of its shared state; null: it has none
   */
  public record Peer(
      String region,
      String address,
      boolean witness,
      Standing.Reach reach,
      @Nullable Instant since,
      long behind,
      @Nullable Duration heard,
      @Nullable SiteLink link) {}

  /**
   * What every region changes at once, as it is here.
   *
   * @param waiting states from elsewhere that may not be merged yet, {@code why}
   * @param unreadable states that could not be read since the start
   * @param losses writes that merges did not keep, each in the journal with both values
   * @param owed changes that lowered risk and that the majority has not heard of yet
   */
  public record Shared(
      int states, long digest, int waiting, String why, long unreadable, long losses, int owed) {}
}
