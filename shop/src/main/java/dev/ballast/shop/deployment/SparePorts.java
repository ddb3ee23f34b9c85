// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import dev.ballast.shop.process.LeftBehind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The ports that replicas may get which were not there from the beginning. */
final class SparePorts {

  private final List<Integer> all;
  private final IntPredicate inUse;
  private final Set<Integer> taken = new HashSet<>();

  SparePorts(List<Integer> all) {
    this(all, LeftBehind::listening);
  }

  /** Asks somebody else whether a port is in use by strangers. */
  SparePorts(List<Integer> all, IntPredicate inUse) {
    this.all = List.copyOf(all);
    this.inUse = inUse;
  }

  /** A free port, ours until it is given back. */
  synchronized int take() throws IOException {
    int port =
        all.stream()
            .filter(p -> !taken.contains(p) && !inUse.test(p))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "ports: %d of %d are ours, the rest are in use by others (expected: one free)"
                            .formatted(taken.size(), all.size())));
    taken.add(port);
    return port;
  }

  synchronized void giveBack(int port) {
    taken.remove(port);
  }
}
