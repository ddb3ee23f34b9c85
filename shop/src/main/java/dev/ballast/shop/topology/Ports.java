// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where everything listens on loopback: 20 ports per region from {@code base}, one per service in
 * the order of the plan, and one PostgreSQL per region from {@code postgres}; after these, where
 * reviews are written in every region, one for them per region.
 */
public record Ports(int base, int postgres, List<String> regions) {

  private static final int PER_REGION = 20;

  public Ports {
    regions = List.copyOf(regions);
    if (base < 1 || base + PER_REGION * regions.size() > 65_536) {
      throw new IllegalArgumentException("port base: " + base + " (expected: 1 to 65000)");
    }
    if (postgres < 1 || postgres + 2 * regions.size() > 65_536) {
      throw new IllegalArgumentException("postgres port: " + postgres + " (expected: 1 to 65000)");
    }
  }

  /** The port of a service or of a region's database. */
  public int of(Node node) {
    int region = index(node.region());
    return switch (node.service()) {
      case Node.DATABASE -> postgres + region;
      case Node.OPINIONS -> postgres + regions.size() + region;
      default ->
          base
              + PER_REGION * region
              + 1
              + ServiceSpec.ALL.indexOf(ServiceSpec.named(node.service()));
    };
  }

  /** The first port of a region's mesh. */
  int meshBase(String region) {
    return base + PER_REGION * (regions.size() + index(region));
  }

  /** Where the orchestrator takes orders; the ports after it are for what it starts. */
  int orchestrator() {
    return base + 2 * PER_REGION * regions.size();
  }

  /** What processes that are started at run time may listen on. */
  List<Integer> spare() {
    return IntStream.range(orchestrator() + 1, afterSpare()).boxed().toList();
  }

  /** The first port that is nobody's when there are meshes. */
  int afterSpare() {
    return orchestrator() + PER_REGION;
  }

  /** Every port of services and databases with what listens there. */
  public Map<Integer, Node> all() {
    Map<Integer, Node> all = new LinkedHashMap<>();
    for (String region : regions) {
      all.put(of(Node.database(region)), Node.database(region));
      ServiceSpec.ALL.forEach(
          s -> {
            Node node = new Node(s.name(), region);
            all.put(of(node), node);
          });
    }
    return all;
  }

  private int index(String region) {
    int index = regions.indexOf(region);
    if (index < 0) {
      throw new IllegalArgumentException("region: " + region + " (expected: " + regions + ")");
    }
    return index;
  }
}
