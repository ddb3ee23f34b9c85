// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The regions of one policy, to which its other keys refer. */
final class PolicyRegions {

  private final List<RegionName> regions;
  private final Consumer<Problem> report;

  PolicyRegions(List<RegionName> regions, Consumer<Problem> report) {
    this.regions = List.copyOf(regions);
    this.report = report;
  }

  List<RegionName> all() {
    return regions;
  }

  Optional<RegionName> of(Cursor parent, String key) {
    return parent.at(key).flatMap(this::of);
  }

  private Optional<RegionName> of(Cursor at) {
    var name = regions.stream().filter(r -> r.value().equals(at.scalar())).findFirst();
    if (name.isEmpty()) {
      report.accept(at.badValue("one of the policy's regions, " + regions, near(at.scalar())));
    }
    return name;
  }

  Optional<RegionName> key(Cursor value, String key) {
    var found = regions.stream().filter(r -> r.value().equals(key)).findFirst();
    if (found.isEmpty()) {
      report.accept(
          value.badValue("a value of one of the policy's regions, " + regions, near(key)));
    }
    return found;
  }

  private String near(String name) {
    return Nearest.to(name, regions.stream().map(RegionName::value).toList())
        .map(known -> "Write: " + known)
        .orElse("");
  }
}
