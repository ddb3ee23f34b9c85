// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Regions that stand in for each other, and what has to hold before one of them is taken out.
 *
 * @param witness a place outside of all of them that votes too; empty when there is none
 * @param tested requests per second that a region was tested to bear, where that is known
 * @param load PromQL of requests per second that users make, by region; empty when nobody knows
 * @param dns the names that users come by; null: Ballast answers for none
 */
public record RegionPolicy(
    String name,
    List<RegionName> regions,
    String witness,
    Failover failover,
    Bounds bounds,
    Map<RegionName, Double> tested,
    String load,
    List<ProbeSpec> probes,
    List<StoreSpec> stores,
    List<SteerSpec> steering,
    List<OperationPolicy> operations,
    @Nullable DnsZone dns) {

  /** Who begins a failover when a region is lost. */
  public enum Failover {
    AUTOMATIC,
    MANUAL
  }

  public RegionPolicy {
    regions = List.copyOf(regions);
    tested = Collections.unmodifiableMap(new LinkedHashMap<>(tested));
    probes = List.copyOf(probes);
    stores = List.copyOf(stores);
    steering = List.copyOf(steering);
    operations = List.copyOf(operations);
    if (regions.size() < 2 || regions.stream().distinct().count() != regions.size()) {
      throw new IllegalArgumentException(
          "regions: " + regions + " (expected: two or more, each once)");
    }
  }

  /** A policy of so many regions with bounds for production and nothing to look at. */
  public static RegionPolicy of(String name, List<RegionName> regions, String witness) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        Failover.AUTOMATIC,
        Bounds.DEFAULT,
        Map.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  public RegionPolicy withFailover(Failover newFailover) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        newFailover,
        bounds,
        tested,
        load,
        probes,
        stores,
        steering,
        operations,
        dns);
  }

  public RegionPolicy withBounds(Bounds newBounds) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        failover,
        newBounds,
        tested,
        load,
        probes,
        stores,
        steering,
        operations,
        dns);
  }

  public RegionPolicy withTested(Map<RegionName, Double> newTested) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        failover,
        bounds,
        newTested,
        load,
        probes,
        stores,
        steering,
        operations,
        dns);
  }

  public RegionPolicy withStores(List<StoreSpec> newStores) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        failover,
        bounds,
        tested,
        load,
        probes,
        newStores,
        steering,
        operations,
        dns);
  }

  public RegionPolicy withSteering(List<SteerSpec> newSteering) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        failover,
        bounds,
        tested,
        load,
        probes,
        stores,
        newSteering,
        operations,
        dns);
  }

  public RegionPolicy withDns(DnsZone newDns) {
    return new RegionPolicy(
        name,
        regions,
        witness,
        failover,
        bounds,
        tested,
        load,
        probes,
        stores,
        steering,
        operations,
        newDns);
  }

  /** Who votes on which region owns the writes: every region, and the witness. */
  public int voters() {
    return regions.size() + (witness.isEmpty() ? 0 : 1);
  }

  /** Whether those that are left when one region is lost are still more than half. */
  public boolean decidesWithoutOne() {
    return voters() >= 3;
  }
}
