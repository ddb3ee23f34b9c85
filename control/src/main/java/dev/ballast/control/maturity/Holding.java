// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.Bullet;
import dev.ballast.model.maturity.CheckState;
import java.util.List;

/**
 * How far one of the fourteen things holds: at least two thirds of its checks are proved, and none
 * has failed.
 */
public record Holding(Bullet bullet, List<CheckResult> results) {

  public Holding {
    results = List.copyOf(results);
  }

  /** Two thirds of all, rounded up; never none. */
  public int needed() {
    return Math.max(1, (2 * results.size() + 2) / 3);
  }

  public int count(CheckState state) {
    return (int) results.stream().filter(result -> result.state() == state).count();
  }

  /** No check that makes sense: then it is asked of nobody. */
  public boolean isVoid() {
    return results.isEmpty();
  }

  public boolean holds() {
    return isVoid() || (count(CheckState.FAILED) == 0 && count(CheckState.PROVED) >= needed());
  }
}
