// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import java.time.Duration;

/**
 * New connections to a port led to another one, by an element of a map with a time limit that the
 * kernel keeps. Connections that are open stay where they are.
 */
final class NftRedirects {

  private static final String MAP = "detour";

  private final Nft nft;

  NftRedirects(Nft nft) {
    this.nft = nft;
  }

  /**
   * @param own whose calls pass: an address of the proxy itself
   */
  void put(int port, int to, String own, Duration lease) throws FaultException {
    nft.build();
    if (!nft.exists("map", MAP)) {
      nft.run(
          """
          table inet %1$s {
            map %2$s { type inet_service : inet_service; flags timeout; }
            chain detour_own {
              type nat hook output priority -105; policy accept;
              ip saddr %3$s accept
              fib daddr type local tcp dport != 0 redirect to :tcp dport map @%2$s
            }
            chain detour_others {
              type nat hook prerouting priority -105; policy accept;
              fib daddr type local tcp dport != 0 redirect to :tcp dport map @%2$s
            }
          }
          """
              .formatted(nft.table(), MAP, own));
    }
    nft.run(element("add", port, to, lease));
  }

  /** In one transaction, since adding what is there does not move its end; fails when it ended. */
  void move(int port, int to, Duration lease) throws FaultException {
    nft.run(
        "delete element inet %s %s { %d }\n%s"
            .formatted(nft.table(), MAP, port, element("add", port, to, lease)));
  }

  private String element(String verb, int port, int to, Duration lease) {
    return "%s element inet %s %s { %d timeout %dms : %d }\n"
        .formatted(verb, nft.table(), MAP, port, lease.toMillis(), to);
  }

  boolean has(int port) throws FaultException {
    return nft.exists("map", MAP) && nft.has(MAP, port);
  }

  void remove(int port) throws FaultException {
    if (nft.exists("map", MAP)) {
      nft.remove(MAP, port);
    }
  }
}
