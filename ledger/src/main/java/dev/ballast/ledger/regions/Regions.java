// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.infinispan.InfinispanCarrier;
import dev.ballast.ledger.line.TcpLine;
import dev.ballast.ledger.placement.ResourceKind;
import dev.ballast.ledger.ratis.RatisLog;
import dev.ballast.ledger.ratis.RatisOptions;
import dev.ballast.ledger.ratis.Voters;
import dev.ballast.ledger.sites.Site;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Starts the engines. The only place that names them, so who is alone never loads them. */
public final class Regions {

  private Regions() {}

  /**
   * Starts this region's part and returns without the others.
   *
   * @param folder for what a majority decides
   * @throws dev.ballast.ledger.LedgerException when a port or the disk refuses
   */
  public static RegionLedger open(
      Membership membership,
      Map<String, ResourceKind> placed,
      Ledger own,
      Path folder,
      InstantSource clock) {
    Consensus decided =
        new Consensus(
            RatisLog.open(
                new Voters(membership.region(), membership.addresses(), membership.witnesses()),
                RatisOptions.in(folder).withBind(membership.host()).withTls(membership.tls()),
                clock));
    try {
      InfinispanCarrier carrier =
          new InfinispanCarrier(
              membership.region(), membership.sharedAddresses(), membership.host());
      TcpLine line =
          new TcpLine(membership.region(), membership.lineAddresses(), membership.host());
      Site site =
          new Site(membership.region(), membership.others(), own.documents(), carrier, line, clock);
      return new RegionLedger(membership, placed, own, decided, site).started();
    } catch (RuntimeException e) {
      decided.close();
      throw e;
    }
  }
}
