// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.util.Comparator;

/** What a service can be asked for somewhere, such as {@code POST /checkout} of the storefront. */
public record Operation(String service, String region, String name)
    implements Comparable<Operation> {

  private static final Comparator<Operation> ORDER =
      Comparator.comparing(Operation::service)
          .thenComparing(Operation::region)
          .thenComparing(Operation::name);

  @Override
  public int compareTo(Operation other) {
    return ORDER.compare(this, other);
  }

  /** {@code POST /checkout of storefront in us-east}. */
  public String text() {
    return name + " of " + service + (region.isEmpty() ? "" : " in " + region);
  }
}
