// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is there, how it fails, and what that costs: the present state, which investments change.
 *
 * @param currency of every amount
 * @param monthly what it costs to run, beyond what its parts cost
 * @param amortiseYears over how many years what is paid once is spread
 * @param parts by name, in the order written
 */
public record CostModel(
    String name,
    String currency,
    BigDecimal monthly,
    int amortiseYears,
    Map<String, Part> parts,
    List<Journey> journeys,
    Optional<Releases> releases) {

  public CostModel {
    Map<String, Part> known = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    parts = known;
    journeys = List.copyOf(journeys);
    String missing =
        known.values().stream()
            .flatMap(part -> part.needs().stream().flatMap(need -> need.names().stream()))
            .filter(need -> !known.containsKey(need))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("needs: " + missing + " (expected: names of components)");
    }
    for (Journey journey : journeys) {
      if (!known.containsKey(journey.entry())) {
        throw new IllegalArgumentException(
            "entry: " + journey.entry() + " (expected: the name of a component)");
      }
    }
  }

  /** With one part changed. */
  public CostModel with(String part, Function<Part, Part> change) {
    Map<String, Part> changed = new LinkedHashMap<>(parts);
    changed.computeIfPresent(part, (_, old) -> change.apply(old));
    return new CostModel(name, currency, monthly, amortiseYears, changed, journeys, releases);
  }

  /** With the same objective for every journey. */
  public CostModel withObjective(Ratio objective) {
    List<Journey> asked =
        journeys.stream()
            .map(j -> new Journey(j.name(), j.entry(), objective, j.damage()))
            .toList();
    return new CostModel(name, currency, monthly, amortiseYears, parts, asked, releases);
  }

  /** A year of the present state, without anything that is lost. */
  public BigDecimal yearly() {
    return parts.values().stream()
        .map(Part::monthly)
        .reduce(monthly, BigDecimal::add)
        .multiply(BigDecimal.valueOf(12));
  }
}
