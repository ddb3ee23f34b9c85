// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import dev.ballast.shop.scenario.Fault.Loss;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The acts of a run in which everything goes wrong, one after the other. Each is over so long
 * before the next that the shop is well again: a volume fills and is cleaned up before it is full,
 * a service fails and is mended, another one fails that the other region could stand in for, a bad
 * release comes when somebody deploys it, a region is lost.
 */
final class Acts {

  /** Counted from the end of the quiet beginning. */
  private static final Duration CLEANED = Duration.ofSeconds(55);

  private static final Duration FAILS = Duration.ofSeconds(65);
  private static final Duration MENDED = Duration.ofSeconds(105);
  private static final Duration SICKENS = Duration.ofMinutes(2);
  private static final Duration CURED = Duration.ofSeconds(158);
  private static final Duration RELEASED = Duration.ofSeconds(165);
  private static final Duration LOST = Duration.ofSeconds(285);
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
    Duration sickens = settle.plus(SICKENS).plusMillis(random.nextInt(JITTER_MILLIS));
    Duration lost = settle.plus(LOST).plusMillis(random.nextInt(JITTER_MILLIS));
    return List.of(
        new Plan(fill, fills, settle.plus(CLEANED)),
        new Plan(errors(Plan.RELEASED, random, topology), fails, settle.plus(MENDED)),
        new Plan(
            errors(replaceable(random, topology), random, topology), sickens, settle.plus(CURED)),
        new Plan(Plan.release(random, topology), settle.plus(RELEASED), lost),
        new Plan(new Loss(Node.database(topology.primaryRegion())), lost, frame.length()));
  }

  private static Fault errors(String service, SplittableRandom random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double share = random.nextInt(LEAST_ERRORS, MOST_ERRORS + 1) / 100.0;
    return new Fault.Errors(new Node(service, region), share);
  }

  /**
   * One that others of ours call and that what is released does without, so that the next release
   * meets the budget that the act before has burnt and nothing more.
   */
  private static String replaceable(SplittableRandom random, Topology topology) {
    String region = topology.primaryRegion();
    Set<String> needed =
        topology.neededBy(new Node(Plan.RELEASED, region)).stream()
            .map(Node::service)
            .collect(Collectors.toSet());
    List<String> all =
        topology.services().stream()
            .filter(node -> node.region().equals(region) && !topology.callersOf(node).isEmpty())
            .map(Node::service)
            .filter(service -> !needed.contains(service) && !service.equals(Plan.RELEASED))
            .filter(service -> !service.equals(ServiceSpec.JOURNAL_KEEPER))
            .toList();
    return all.get(random.nextInt(all.size()));
  }
}
