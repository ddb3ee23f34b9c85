// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import dev.ballast.shop.scenario.Fault.Loss;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The acts of a run in which everything goes wrong, one after the other. Each is over so long
 * before the next that the shop is well again: a volume fills and is cleaned up before it is full,
 * a service fails and is mended, a bad release comes when somebody deploys it, a region is lost.
 */
final class Acts {

  /** Counted from the end of the quiet beginning. */
  private static final Duration CLEANED = Duration.ofSeconds(55);

  private static final Duration FAILS = Duration.ofSeconds(65);
  private static final Duration MENDED = Duration.ofSeconds(105);
  private static final Duration RELEASED = Duration.ofSeconds(125);
  private static final Duration LOST = Duration.ofSeconds(250);
  private static final Duration SHORTEST = LOST.plusSeconds(40);

  /** Seconds until the volume would be full: well after it is cleaned up. */
  private static final int SOONEST_FULL = 80;

  private static final int LATEST_FULL = 120;

  /** Percent. */
  private static final int LEAST_ERRORS = 30;

  private static final int MOST_ERRORS = 60;

  private static final int JITTER_MILLIS = 5_000;

  private Acts() {}

  static List<Plan> draw(long seed, Topology topology, Plan.Frame frame) {
    Duration settle = frame.settle();
    if (frame.length().compareTo(settle.plus(SHORTEST)) < 0) {
      throw new IllegalArgumentException(
          "--for: %ds (expected: at least %ds with --scenario all and --settle %ds)"
              .formatted(
                  frame.length().toSeconds(),
                  settle.plus(SHORTEST).toSeconds(),
                  settle.toSeconds()));
    }
    SplittableRandom random = new SplittableRandom(seed);
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    Fault fill = Plan.fill(region, random.nextInt(SOONEST_FULL, LATEST_FULL + 1), topology);
    Duration fills = settle.plusMillis(random.nextInt(JITTER_MILLIS));
    Duration fails = settle.plus(FAILS).plusMillis(random.nextInt(JITTER_MILLIS));
    Duration lost = settle.plus(LOST).plusMillis(random.nextInt(JITTER_MILLIS));
    return List.of(
        new Plan(fill, fills, settle.plus(CLEANED)),
        new Plan(errors(random, topology), fails, settle.plus(MENDED)),
        new Plan(Plan.release(random, topology), settle.plus(RELEASED), lost),
        new Plan(new Loss(Node.database(topology.primaryRegion())), lost, frame.length()));
  }

  /** The service that is released next, so that its release meets a budget that is burnt. */
  private static Fault errors(SplittableRandom random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double share = random.nextInt(LEAST_ERRORS, MOST_ERRORS + 1) / 100.0;
    return new Fault.Errors(new Node("payments", region), share);
  }
}
