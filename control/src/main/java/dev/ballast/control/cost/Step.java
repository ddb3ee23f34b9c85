// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.List;

/**
 * From one efficient portfolio to the next dearer one.
 *
 * @param costs what it costs more in a year
 * @param saves what is lost less in a year
 */
public record Step(List<String> from, List<String> to, double costs, double saves) {

  public Step {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  /** Return on what is spent: 0 when it is just won back, negative when not. */
  public double roi() {
    return saves / costs - 1;
  }
}
