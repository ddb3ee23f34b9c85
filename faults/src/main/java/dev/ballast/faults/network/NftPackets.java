// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets of a port that get a mark on their way out of this host, by elements of maps with a time
 * limit that the kernel keeps. A rule of the routing leads what is marked into a device.
 */
final class NftPackets {

  static final String ANYWHERE = "0.0.0.0/0";

  private static final String FROM = "packets_from";
  private static final String TO = "packets_to";

  private final Nft nft;

  /**
   * Which packets.
   *
   * @param map of those that leave the port, or of those that this host sends to it
   * @param peer who is on the other side: an address or a network of IPv4
   */
  record Flow(String map, String protocol, int port, String peer) {

    static Flow from(String protocol, int port, String peer) {
      return new Flow(FROM, protocol, port, peer);
    }

    static Flow to(String protocol, int port, String peer) {
      return new Flow(TO, protocol, port, peer);
    }

    private String key() {
      return "%s . %d . %s".formatted(protocol, port, peer);
    }
  }

  NftPackets(Nft nft) {
    this.nft = nft;
  }

  /** Those that have a mark already, of ours or of somebody else, stay on their way. */
  void put(List<Flow> flows, int mark, Duration lease) throws FaultException {
    nft.build();
    if (!nft.exists("map", FROM)) {
      nft.run(
          """
          table inet %1$s {
            map %2$s { type inet_proto . inet_service . ipv4_addr : mark; flags interval, timeout; }
            map %3$s { type inet_proto . inet_service . ipv4_addr : mark; flags interval, timeout; }
            chain packets {
              type route hook output priority -150; policy accept;
              meta mark != 0 accept
              %4$s
              meta l4proto { tcp, udp } meta mark set meta l4proto . th sport . ip daddr map @%2$s
              meta mark != 0 accept
              fib daddr type local meta l4proto { tcp, udp } meta mark set meta l4proto . th dport . ip saddr map @%3$s
            }
            chain packets_on {
              type filter hook output priority 300; policy accept;
              meta mark %5$s meta mark set 0
            }
          }
          """
              .formatted(nft.table(), FROM, TO, nft.pass(), PolicyRule.hex(PolicyRule.ON)));
    }
    nft.run(add(flows, mark, lease));
  }

  /** In one transaction, since adding what is there does not move its end; fails when it ended. */
  void move(List<Flow> flows, int mark, Duration lease) throws FaultException {
    StringBuilder script = new StringBuilder();
    for (Flow flow : flows) {
      script.append(
          "delete element inet %s %s { %s }\n".formatted(nft.table(), flow.map(), flow.key()));
    }
    nft.run(script + add(flows, mark, lease));
  }

  private String add(List<Flow> flows, int mark, Duration lease) {
    StringBuilder script = new StringBuilder();
    for (Flow flow : flows) {
      script.append(
          "add element inet %s %s { %s timeout %dms : %s }\n"
              .formatted(
                  nft.table(), flow.map(), flow.key(), lease.toMillis(), PolicyRule.hex(mark)));
    }
    return script.toString();
  }

  /** Those that the kernel has. */
  List<Flow> present(List<Flow> flows) throws FaultException {
    List<Flow> there = new ArrayList<>();
    if (nft.exists("map", FROM)) {
      for (Flow flow : flows) {
        if (nft.has(flow.map(), flow.key())) {
          there.add(flow);
        }
      }
    }
    return there;
  }

  void remove(List<Flow> flows) throws FaultException {
    for (Flow flow : present(flows)) {
      nft.remove(flow.map(), flow.key());
    }
  }
}
