// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Load;
import dev.ballast.model.RegionName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the users of a region go, in percent. */
final class Spread {

  private Spread() {}

  /**
   * So many percent stay at home; the rest goes to the others in proportion to what they have to
   * spare, in equal parts where that is not known.
   */
  static Map<RegionName, Integer> of(
      RegionName home, int stay, List<RegionName> regions, Collection<Load> loads) {
    List<RegionName> others = regions.stream().filter(r -> !r.equals(home)).toList();
    double[] spare = new double[others.size()];
    double sum = 0;
    for (int i = 0; i < spare.length; i++) {
      spare[i] = spare(others.get(i), loads);
      sum += spare[i];
    }
    Map<RegionName, Integer> weights = new LinkedHashMap<>();
    weights.put(home, stay);
    int left = 100 - stay;
    double due = 0;
    for (int i = 0; i < spare.length; i++) {
      double part = sum > 0 && !Double.isNaN(sum) ? spare[i] / sum : 1.0 / spare.length;
      due += (100 - stay) * part;
      int given = i == spare.length - 1 ? left : (int) Math.round(due) - (100 - stay - left);
      weights.put(others.get(i), Math.min(left, given));
      left -= Math.min(left, given);
    }
    return weights;
  }

  private static double spare(RegionName region, Collection<Load> loads) {
    return loads.stream()
        .filter(l -> l.region().equals(region))
        .mapToDouble(l -> Math.max(0, l.tested() - l.now()))
        .findFirst()
        .orElse(Double.NaN);
  }
}
