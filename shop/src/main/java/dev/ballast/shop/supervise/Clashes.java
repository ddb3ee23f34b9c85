// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Roads;
import java.util.List;

/** Ports that somebody else has, each with what to do about it. */
final class Clashes {

  private Clashes() {}

  static List<String> of(Roads roads) {
    return roads.all().entrySet().stream()
        .filter(e -> LeftBehind.listening(e.getKey()))
        .map(e -> text(e.getKey(), e.getValue()))
        .toList();
  }

  static String text(int port, Node node) {
    String flag =
        node.service().equals(Node.DATABASE) || node.service().equals(Node.OPINIONS)
            ? "--postgres-port"
            : "--shop-port of ballast demo (of the shop alone: --port-base)";
    return "port %d, for %s, is in use (expected: free). Fix: another %s"
        .formatted(port, node, flag);
  }
}
