// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;

/**
 * How to run the demo.
 *
 * @param strategy how the shop's databases replicate
 * @param seed from which the shop's side draws victim, onset and size
 * @param time how long to watch once all is up; zero: until it is interrupted
 * @param keep whether the run's folder stays
 */
record DemoOptions(
    Scenario scenario,
    Calls calls,
    Strategy strategy,
    long seed,
    Duration time,
    Ports ports,
    boolean keep) {

  /** The shop stays undisturbed for 45 s, and a fault may take 30 s to be found. */
  static final Duration SHORTEST_WITH_SCENARIO = Duration.ofSeconds(75);

  /** The watch learns how many requests are usual for fifty points of two seconds or more. */
  static final Duration QUIET_BEFORE_A_SURGE = Duration.ofSeconds(110);

  static final Duration SHORTEST_WITH_SURGE = QUIET_BEFORE_A_SURGE.plusSeconds(40);

  /** Until there is something to learn from: 48 values, three seconds apart, less the growth. */
  static final Duration QUIET_BEFORE_GROWTH = Duration.ofMinutes(2);

  static final Duration SHORTEST_WITH_GROWTH = QUIET_BEFORE_GROWTH.plusSeconds(120);

  /** A bad release is found, a good one is watched for its stages, and both are tidied up. */
  static final Duration SHORTEST_WITH_RELEASES = Duration.ofMinutes(6);

  /** Until everything was looked at, and the load is known. */
  static final Duration QUIET_BEFORE_A_LOSS = Duration.ofSeconds(15);

  /** A region is lost within five seconds of that, and its users must be served within thirty. */
  static final Duration SHORTEST_WITH_LOSS = QUIET_BEFORE_A_LOSS.plusSeconds(38);

  /** Long enough for the store to know how often payments usually fail. */
  static final Duration QUIET_BEFORE_A_RELEASE = Duration.ofSeconds(45);

  /** All acts, and half a minute for the last. */
  static final Duration SHORTEST_WITH_ALL = Duration.ofSeconds(375);

  /** How long all acts are watched when nobody says. */
  static final Duration ALL = Duration.ofSeconds(390);

  /** Before the release among all acts: a volume was filled and two services failed by then. */
  static final Duration BEFORE_THE_RELEASE_OF_ALL = Duration.ofSeconds(212);

  /**
   * Faults end in the last 12 % of the shop's time: this much longer, and none ends while we watch.
   */
  private static final double LONGER = 1 / 0.87;

  private static final Duration SPARE = Duration.ofSeconds(15);

  /** Where everything listens on loopback. */
  record Ports(int server, int shop, int postgres) {

    private static final int OF_SERVICES = 40;
    private static final int OF_A_MESH = 20;

    /** Where the mesh of a region tells its metrics; the regions as the shop counts them. */
    int mesh(int region) {
      return shop + OF_SERVICES + OF_A_MESH * region;
    }

    /** Where a region's database of reviews is, if they have one of their own. */
    int opinions(int region) {
      return postgres + Programs.REGIONS.size() + region;
    }

    /** Where the shop's orchestrator takes orders. */
    int orchestrator() {
      return shop + 2 * OF_SERVICES;
    }

    /** Where the mesh outside of all regions takes orders; only where a region may be lost. */
    int edge() {
      return orchestrator() + OF_A_MESH;
    }
  }

  /** How long the shop is asked to stay open: longer than we watch it. */
  Duration shopTime() {
    return Duration.ofMillis(Math.round(time.toMillis() * LONGER)).plus(SPARE);
  }

  boolean lacksMesh() {
    return scenario.needsMesh() && calls != Calls.MESH;
  }

  boolean isTooShort() {
    return scenario != Scenario.NONE
        && scenario != Scenario.GAME_DAY
        && !time.isZero()
        && time.compareTo(shortest()) < 0;
  }

  /** How long a run with this scenario has to be watched at least. */
  Duration shortest() {
    return switch (scenario) {
      case TRAFFIC_SURGE -> SHORTEST_WITH_SURGE;
      case GROWTH -> SHORTEST_WITH_GROWTH;
      case BAD_DEPLOY -> SHORTEST_WITH_RELEASES;
      case REGION_LOSS -> SHORTEST_WITH_LOSS;
      case ALL -> SHORTEST_WITH_ALL;
      case NONE, GAME_DAY, DEPENDENCY_ERRORS, SLOW_DATABASE, DISK_FILLS, NETWORK_DELAY ->
          SHORTEST_WITH_SCENARIO;
    };
  }
}
