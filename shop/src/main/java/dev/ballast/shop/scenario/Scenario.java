// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import java.util.Arrays;
import java.util.Locale;

/** A story the shop can play. */
public enum Scenario {
  NONE,
  DEPENDENCY_ERRORS,
  SLOW_DATABASE,
  DISK_FILLS,
  NETWORK_DELAY,
  TRAFFIC_SURGE,

  /** More and more users come to one region's entrance, until they are a crowd. */
  GROWTH,
  BAD_DEPLOY,
  REGION_LOSS,

  /** One after the other: a volume fills, a service fails, a bad release, a region is lost. */
  ALL,

  /** Nothing by itself: users come in outside of all regions, so that a region can be taken out. */
  GAME_DAY;

  /** Whether it can only be played where calls go over the mesh. */
  public boolean needsMesh() {
    return this == NETWORK_DELAY || this == BAD_DEPLOY || this == GROWTH || hasEdge();
  }

  /** Whether users come in outside of all regions. */
  public boolean hasEdge() {
    return this == REGION_LOSS || this == ALL || this == GAME_DAY;
  }

  /** Whether reviews may have databases of their own in it. */
  public boolean allowsOpinionsApart() {
    return this == NONE || this == REGION_LOSS;
  }

  /** As written on a command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Scenario parse(String text) {
    return Arrays.stream(values())
        .filter(s -> s.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--scenario: "
                        + text
                        + " (expected: one of "
                        + String.join(", ", Arrays.stream(values()).map(Scenario::text).toList())
                        + ")"));
  }
}
