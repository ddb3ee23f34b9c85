// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

/** One part of the shop in one region: what runs as one process. */
public record Node(String service, String region) implements Comparable<Node> {

  /** What callers know the region's PostgreSQL as. */
  public static final String DATABASE = "database";

  /** A region's PostgreSQL for what is written in every region. */
  public static final String OPINIONS = "opinions";

  /** What the mesh knows the people at a region's front door as. */
  public static final String USERS = "users";

  public Node {
    if (service.isBlank() || region.isBlank()) {
      throw new IllegalArgumentException("node: " + service + "/" + region + " (expected: names)");
    }
  }

  public static Node users(String region) {
    return new Node(USERS, region);
  }

  public static Node database(String region) {
    return new Node(DATABASE, region);
  }

  public static Node opinions(String region) {
    return new Node(OPINIONS, region);
  }

  @Override
  public int compareTo(Node other) {
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : region.compareTo(other.region);
  }

  @Override
  public String toString() {
    return service + "/" + region;
  }
}
