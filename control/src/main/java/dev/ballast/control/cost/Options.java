// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Investment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What could be bought, and which of it together. A portfolio is a set of bits, one for each
 * investment in the order of names.
 */
final class Options {

  static final int MOST = 24;

  private final CostModel base;
  private final List<Investment> investments;
  private final int[] excluded;
  private final int[] required;

  Options(CostModel base, List<Investment> investments) {
    if (investments.size() > MOST) {
      throw new IllegalArgumentException(
          "investments: " + investments.size() + " (expected: at most " + MOST + ")");
    }
    this.base = base;
    this.investments = List.copyOf(investments);
    this.excluded = new int[investments.size()];
    this.required = new int[investments.size()];
    for (int i = 0; i < investments.size(); i++) {
      for (int j = 0; j < investments.size(); j++) {
        Investment one = investments.get(i);
        String other = investments.get(j).name();
        if (one.excludes().contains(other)) {
          excluded[i] |= 1 << j;
          excluded[j] |= 1 << i;
        }
        required[i] |= one.requires().contains(other) ? 1 << j : 0;
      }
    }
  }

  int size() {
    return investments.size();
  }

  CostModel base() {
    return base;
  }

  boolean isPossible(int portfolio) {
    for (int i = 0; i < investments.size(); i++) {
      if ((portfolio >> i & 1) == 1
          && ((excluded[i] & portfolio) != 0 || (required[i] & ~portfolio) != 0)) {
        return false;
      }
    }
    return true;
  }

  CostModel applied(int portfolio) {
    CostModel model = base;
    for (Investment investment : of(portfolio)) {
      model = investment.applied(model);
    }
    return model;
  }

  List<Investment> of(int portfolio) {
    List<Investment> chosen = new ArrayList<>();
    for (int i = 0; i < investments.size(); i++) {
      if ((portfolio >> i & 1) == 1) {
        chosen.add(investments.get(i));
      }
    }
    return chosen;
  }

  /** What a year costs with it, without what is lost. */
  BigDecimal spend(int portfolio) {
    BigDecimal sum = base.yearly();
    for (Investment investment : of(portfolio)) {
      sum = sum.add(investment.yearly(base.amortiseYears()));
    }
    return sum;
  }
}
