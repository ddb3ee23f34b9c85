// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.model.RegionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whether the others bear what a region carries, N-1.
 *
 * @param shares of each other region's tested capacity that would be used, in percent
 * @param missing what is not known; then nothing is proved
 */
public record Headroom(RegionName without, Map<RegionName, Double> shares, List<String> missing) {

  private static final double FULL = 100;

  public Headroom {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    missing = List.copyOf(missing);
  }

  /**
   * With what is foreseen while the region is out. The load of the region goes to the others in
   * proportion to what they have to spare, as weights can have it; when nobody has, in equal parts.
   */
  public static Headroom without(RegionName region, Collection<Load> loads) {
    return without(region, loads, Load::reckoned);
  }

  /** With what is carried now, for a region whose users have nothing until others take them. */
  public static Headroom now(RegionName region, Collection<Load> loads) {
    return without(region, loads, Load::carried);
  }

  private static Headroom without(
      RegionName region, Collection<Load> loads, ToDoubleFunction<Load> of) {
    List<String> missing = new ArrayList<>();
    List<Load> others = new ArrayList<>();
    double moved = Double.NaN;
    for (Load load : loads) {
      if (Double.isNaN(of.applyAsDouble(load))) {
        missing.add("the load of " + load.region());
      }
      if (load.region().equals(region)) {
        moved = of.applyAsDouble(load);
      } else {
        if (!(load.tested() > 0)) {
          missing.add("what " + load.region() + " was tested to bear");
        }
        others.add(load);
      }
    }
    if (Double.isNaN(moved) && missing.isEmpty()) {
      missing.add("the load of " + region);
    }
    if (!missing.isEmpty() || others.isEmpty()) {
      return new Headroom(region, Map.of(), others.isEmpty() ? List.of("another region") : missing);
    }
    double spare = others.stream().mapToDouble(other -> spare(other, of)).sum();
    Map<RegionName, Double> shares = new LinkedHashMap<>();
    for (Load other : others) {
      double part = spare > 0 ? spare(other, of) / spare : 1.0 / others.size();
      shares.put(other.region(), FULL * (of.applyAsDouble(other) + moved * part) / other.tested());
    }
    return new Headroom(region, shares, List.of());
  }

  public boolean isKnown() {
    return missing.isEmpty();
  }

  /** Whether every other region stays within what it was tested for. */
  public boolean suffices() {
    return isKnown() && worst() <= FULL;
  }

  /** The fullest region's share in percent; NaN when unknown. */
  public double worst() {
    return shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /** In words. */
  public String text() {
    if (!isKnown()) {
      return "not known: " + String.join(", ", missing);
    }
    List<String> each = new ArrayList<>();
    shares.forEach(
        (name, share) ->
            each.add(
                String.format(
                    Locale.ROOT, "%s at %.0f %% of what it was tested for", name, share)));
    return "without " + without + ": " + String.join(", ", each);
  }

  private static double spare(Load load, ToDoubleFunction<Load> of) {
    return Math.max(0, load.tested() - of.applyAsDouble(load));
  }
}
