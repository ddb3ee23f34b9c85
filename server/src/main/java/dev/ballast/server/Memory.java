// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.ledger.placement.ResourceKind;
import dev.ballast.ledger.regions.RegionLedger;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.ledger.regions.Regions;
import dev.ballast.server.auth.OfflineTokens;
import java.time.InstantSource;
import java.util.Map;

/** The server's ledger: its own alone, or one region's among several. */
final class Memory {

  /** Where documents go when there are several regions; what is not here is each region's own. */
  private static final Map<String, ResourceKind> PLACED =
      Map.of(
          "rollout", ResourceKind.PROMOTION,
          "silence", ResourceKind.SILENCE,
          "action-item", ResourceKind.INCIDENT);

  private Memory() {}

  /** Who is alone loads no engine. */
  static Ledger open(ServerConfig config, InstantSource clock) {
    Ledger own = EmbeddedLedger.open(OfflineTokens.ledger(config.dataDir()), clock);
    if (config.regions() == null) {
      return own;
    }
    try {
      return Regions.open(
          config.regions(), PLACED, own, config.dataDir().resolve("consensus"), clock);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /** How the regions of the control plane stand. */
  static RegionLinks links(Ledger ledger) {
    return ledger instanceof RegionLedger regions ? regions.links() : RegionLinks.NONE;
  }
}
