// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    return changed(draft -> draft.failover = newFailover);
  }

  public RegionPolicy withBounds(Bounds newBounds) {
    return changed(draft -> draft.bounds = newBounds);
  }

  public RegionPolicy withTested(Map<RegionName, Double> newTested) {
    return changed(draft -> draft.tested = newTested);
  }

  public RegionPolicy withStores(List<StoreSpec> newStores) {
    return changed(draft -> draft.stores = newStores);
  }

  public RegionPolicy withSteering(List<SteerSpec> newSteering) {
    return changed(draft -> draft.steering = newSteering);
  }

  public RegionPolicy withDns(DnsZone newDns) {
    return changed(draft -> draft.dns = newDns);
  }

  /** Who votes on which region owns the writes: every region, and the witness. */
  public int voters() {
    return regions.size() + (witness.isEmpty() ? 0 : 1);
  }

  /** Whether those that are left when one region is lost are still more than half. */
  public boolean decidesWithoutOne() {
    return voters() >= 3;
  }

  /** The same with one thing changed, so that no part is copied by hand twice. */
  private RegionPolicy changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.policy();
  }

  /** The parts while one of them is changed; never seen outside. */
  private static final class Draft {
    private final RegionPolicy from;
    private Failover failover;
    private Bounds bounds;
    private Map<RegionName, Double> tested;
    private List<StoreSpec> stores;
    private List<SteerSpec> steering;
    private @Nullable DnsZone dns;

    private Draft(RegionPolicy from) {
      this.from = from;
      failover = from.failover;
      bounds = from.bounds;
      tested = from.tested;
      stores = from.stores;
      steering = from.steering;
      dns = from.dns;
    }

    private RegionPolicy policy() {
      return new RegionPolicy(
          from.name,
          from.regions,
          from.witness,
          failover,
          bounds,
          tested,
          from.load,
          from.probes,
          stores,
          steering,
          from.operations,
          dns);
    }
  }
}
