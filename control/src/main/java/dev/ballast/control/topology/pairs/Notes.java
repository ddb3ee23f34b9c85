// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Calls that are in no pair, by why. */
final class Notes {

  private final Map<String, Double> missing = new TreeMap<>();
  private final List<String> always = new ArrayList<>();

  void miss(double perSecond, String why) {
    if (perSecond > 0) {
      missing.merge(why, perSecond, Double::sum);
    }
  }

  void say(String note) {
    if (!always.contains(note)) {
      always.add(note);
    }
  }

  List<String> all() {
    List<String> all = new ArrayList<>(always);
    missing.forEach(
        (why, perSecond) ->
            all.add(String.format(Locale.ROOT, "%.3g calls/s are in no edge: %s", perSecond, why)));
    return all;
  }
}
