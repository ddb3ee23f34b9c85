// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.network.Nft;
import java.time.Duration;

/** Questions of one user to port 53 led to a responder, by an element that the kernel ends. */
final class NftNames {

  private static final String MAP = "names";
  private static final String OWN = "names_own";

  private final Nft nft;

  NftNames(Nft nft) {
    this.nft = nft;
  }

  /**
   * @param own the port from which the responder asks: it passes
   */
  void put(long user, int to, int own, Duration lease) throws FaultException {
    nft.build();
    if (!nft.exists("map", MAP)) {
      nft.run(
          """
          table inet %1$s {
            map %2$s { type uid : inet_service; flags timeout; }
            set %3$s { type inet_service; flags timeout; }
            chain names_out {
              type nat hook output priority -105; policy accept;
              udp sport @%3$s accept
              meta nfproto ipv4 udp dport 53 redirect to :meta skuid map @%2$s
            }
          }
          """
              .formatted(nft.table(), MAP, OWN));
    }
    nft.run(elements("add", user, to, own, lease));
  }

  /** In one transaction; fails when it has ended. */
  void move(long user, int to, int own, Duration lease) throws FaultException {
    nft.run(
        "delete element inet %1$s %2$s { %3$d }\ndelete element inet %1$s %4$s { %5$d }\n%6$s"
            .formatted(nft.table(), MAP, user, OWN, own, elements("add", user, to, own, lease)));
  }

  /** The responder's own port a second longer, so that it never asks itself. */
  private String elements(String verb, long user, int to, int own, Duration lease) {
    return "%1$s element inet %2$s %3$s { %4$d timeout %5$dms }\n%1$s element inet %2$s %6$s { %7$d timeout %8$dms : %9$d }\n"
        .formatted(
            verb, nft.table(), OWN, own, lease.toMillis() + 1000, MAP, user, lease.toMillis(), to);
  }

  boolean has(long user) throws FaultException {
    return nft.exists("map", MAP) && nft.has(MAP, String.valueOf(user));
  }

  void remove(long user) throws FaultException {
    if (nft.exists("map", MAP)) {
      nft.remove(MAP, String.valueOf(user));
    }
  }
}
