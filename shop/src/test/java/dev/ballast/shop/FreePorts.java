// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop;

import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.topology.Ports;
import java.util.List;

/**
 * Ports for a shop that nobody listens on, below those that systems hand out. They begin at a place
 * of this process's own, so that two builds on a machine do not reach for the same.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int SHOPS = 100;
  private static final int PER_SHOP = 100;
  private static final int DATABASES = 90;

  private FreePorts() {}

  public static Ports of(List<String> regions) {
    long own = ProcessHandle.current().pid();
    for (long shop = own; shop < own + SHOPS; shop++) {
      int base = FIRST + (int) (shop % SHOPS) * PER_SHOP;
      Ports ports = new Ports(base, base + DATABASES, regions);
      if (ports.all().keySet().stream().noneMatch(LeftBehind::listening)) {
        return ports;
      }
    }
    throw new IllegalStateException("ports 20000 to 30000 are all taken");
  }
}
