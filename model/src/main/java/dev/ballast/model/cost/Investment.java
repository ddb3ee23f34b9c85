// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Set;

/**
 * Something that could be bought, or given back: what it costs and what it changes.
 *
 * @param model the CostModel that it changes
 * @param once what is paid at the start
 * @param monthly what it costs to run
 * @param saves what it saves a month: capacity that is given back
 * @param excludes investments that cannot be made beside it
 * @param requires investments that have to be made before it
 */
public record Investment(
    String name,
    String model,
    String description,
    BigDecimal once,
    BigDecimal monthly,
    BigDecimal saves,
    Set<String> excludes,
    Set<String> requires,
    List<Change> changes) {

  public Investment {
    excludes = Set.copyOf(excludes);
    requires = Set.copyOf(requires);
    changes = List.copyOf(changes);
    if (once.signum() < 0 || monthly.signum() < 0 || saves.signum() < 0) {
      throw new IllegalArgumentException(
          "once, monthly, saves: %s, %s, %s (expected: none below 0)"
              .formatted(once, monthly, saves));
    }
  }

  /** A year's share of what it costs; below zero when it saves more. */
  public BigDecimal yearly(int amortiseYears) {
    return monthly
        .subtract(saves)
        .multiply(BigDecimal.valueOf(12))
        .add(once.divide(BigDecimal.valueOf(amortiseYears), MathContext.DECIMAL64));
  }

  /** The model after it was made. */
  public CostModel applied(CostModel before) {
    CostModel model = before;
    for (Change change : changes) {
      model = model.with(change.component(), change::of);
    }
    return model;
  }
}
