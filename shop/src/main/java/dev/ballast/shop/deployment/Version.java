// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import dev.ballast.shop.topology.Node;

/** One version of a service in one region. */
public record Version(Node node, String name) {

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?";

  public Version {
    if (!name.matches(NAME)) {
      throw new RefusedException(
          RefusedException.Why.INVALID,
          "version: " + name + " (expected: up to 62 letters, digits, '.', '_' and '-')");
    }
  }

  @Override
  public String toString() {
    return node + "/" + name;
  }
}
