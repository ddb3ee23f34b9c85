// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

/** What the shop's side does to its own shop. */
enum Scenario {
  NONE("none"),
  DEPENDENCY_ERRORS("dependency-errors"),
  SLOW_DATABASE("slow-database"),
  DISK_FILLS("disk-fills"),
  NETWORK_DELAY("network-delay"),
  TRAFFIC_SURGE("traffic-surge"),
  GROWTH("growth"),
  BAD_DEPLOY("bad-deploy"),
  REGION_LOSS("region-loss"),

  /** The ones before, one after the other, as the whole loop meets them. */
  ALL("all"),

  /** Nothing by itself: two regions that stand in for each other, for a game day. */
  GAME_DAY("game-day");

  private final String text;

  Scenario(String text) {
    this.text = text;
  }

  /** Whether it happens in the mesh. */
  boolean needsMesh() {
    return this == NETWORK_DELAY || this == GROWTH || releases() || hasEdge();
  }

  /** Whether versions are deployed in it. */
  boolean releases() {
    return this == BAD_DEPLOY || this == ALL;
  }

  /** Whether users come in outside of all regions, so that they can be turned. */
  boolean hasEdge() {
    return this == REGION_LOSS || this == ALL || this == GAME_DAY;
  }

  /** Whether reviews may have databases of their own: the others know one in each region. */
  boolean allows(Strategy strategy) {
    return strategy == Strategy.LEADER || this == NONE || this == REGION_LOSS;
  }

  @Override
  public String toString() {
    return text;
  }
}
