// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the files say about money. */
public record CostPlans(Map<String, CostModel> models, Map<String, Investment> investments) {

  public static final CostPlans EMPTY = new CostPlans(Map.of(), Map.of());

  public CostPlans {
    models = sorted(models);
    investments = sorted(investments);
  }

  /** What could be bought for a model, by name. */
  public List<Investment> of(CostModel model) {
    return investments.values().stream().filter(i -> i.model().equals(model.name())).toList();
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
