// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import dev.ballast.shop.journal.Journal;
import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Fault.Loss;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.topology.Edge;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Roads;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A fault with its times, counted from the moment the shop is ready. */
public record Plan(Fault fault, Duration onset, Duration end) {

  private static final double EARLIEST = 0.35;
  private static final double LATEST = 0.5;
  private static final double FIRST_END = 0.88;
  private static final double LAST_END = 0.97;
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration RUN_BETWEEN_STOPS = Duration.ofMillis(60);

  /** Shares of the run from the onset to a full volume. */
  private static final double FASTEST_FILL = 0.3;

  private static final double SLOWEST_FILL = 0.65;
  private static final Duration SHORTEST_FILL = Duration.ofSeconds(30);
  private static final Duration LONGEST_FILL = Duration.ofMinutes(4);

  public Plan {
    if (end.compareTo(onset) <= 0) {
      throw new IllegalArgumentException(
          "end: " + end + " (expected: after the onset, " + onset + ")");
    }
  }

  /**
   * Percent. Behind a dependency that fails more often, its callers' other dependencies would see
   * too few requests of the smaller region for anybody to judge them.
   */
  private static final int MOST_ERRORS = 60;

  /**
   * Above every promise of the shop's callers, also the storefront's second, and with the jitter
   * below the two seconds after which a caller gives up: what is slow must not look like failing.
   */
  private static final int LEAST_DELAY_MILLIS = 1_250;

  private static final int MOST_DELAY_MILLIS = 1_500;
  private static final int MOST_JITTER_MILLIS = 150;

  /** Tenths. More than any chance would bring, and less than two processors can bear. */
  private static final int LEAST_SURGE = 25;

  private static final int MOST_SURGE = 40;

  /** A region is lost soon, since whoever replaces it needs the rest of the run. */
  private static final int SOON_MILLIS = 5_000;

  /** The service of which a release may be bad. */
  public static final String RELEASED = "payments";

  /** The release of payments that brings the new card client, which the next one mends. */
  private static final String RELEASE = "v2.3.1";

  /** Percent of the charges that it takes over: few enough that a canary is worth looking at. */
  private static final int LEAST_CHARGES = 30;

  private static final int MOST_CHARGES = 60;

  /** How long a run is and how much of its beginning stays undisturbed. */
  public record Frame(Duration length, Duration settle) {
    public Frame {
      if (length.compareTo(settle.plus(SHORTEST)) < 0) {
        throw new IllegalArgumentException(
            "--for: "
                + length.toSeconds()
                + "s (expected: at least "
                + settle.plus(SHORTEST).toSeconds()
                + "s with a scenario, of which "
                + settle.toSeconds()
                + "s stay undisturbed). Fix: a longer --for, or a shorter --settle");
      }
    }
  }

  /** The plan that a seed stands for; empty when nothing goes wrong. */
  public static Optional<Plan> draw(Scenario scenario, long seed, Topology topology, Frame frame) {
    SplittableRandom random = new SplittableRandom(seed);
    Optional<Fault> fault =
        switch (scenario) {
          case NONE, GAME_DAY -> Optional.empty();
          case DEPENDENCY_ERRORS -> Optional.of(errors(random, topology));
          case SLOW_DATABASE -> Optional.of(stalls(random, topology));
          case DISK_FILLS -> Optional.of(fill(random, topology, frame));
          case NETWORK_DELAY -> Optional.of(delay(random, topology));
          case TRAFFIC_SURGE -> Optional.of(surge(random, topology));
          case BAD_DEPLOY -> Optional.of(release(random, topology));
          case GROWTH -> Optional.of(growth(random, topology));
          case REGION_LOSS -> Optional.of(new Loss(Node.database(topology.primaryRegion())));
          case ALL ->
              throw new IllegalArgumentException("all: is several plans (expected: one's name)");
        };
    return fault.map(f -> times(f, random, frame));
  }

  /** Everything that goes wrong in a run, earliest first; empty when nothing does. */
  public static List<Plan> all(Scenario scenario, long seed, Topology topology, Frame frame) {
    return scenario == Scenario.ALL
        ? Acts.draw(seed, topology, frame)
        : draw(scenario, seed, topology, frame).stream().toList();
  }

  private static Fault errors(RandomGenerator random, Topology topology) {
    List<Node> victims =
        topology.services().stream()
            .filter(n -> !topology.callersOf(n).isEmpty() && isOurs(n.service()))
            .toList();
    Node victim = victims.get(random.nextInt(victims.size()));
    return new Errors(victim, random.nextInt(30, MOST_ERRORS + 1) / 100.0);
  }

  private static Fault stalls(RandomGenerator random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    Duration stop = Duration.ofMillis(random.nextInt(250, 501));
    return new Stalls(Node.database(region), stop, RUN_BETWEEN_STOPS);
  }

  /** Full before the run's end with some seeds and after it with others. */
  private static Fault fill(RandomGenerator random, Topology topology, Frame frame) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double drawn = seconds(frame.length()) * random.nextDouble(FASTEST_FILL, SLOWEST_FILL);
    double time = Math.clamp(drawn, seconds(SHORTEST_FILL), seconds(LONGEST_FILL));
    return fill(region, time, topology);
  }

  /** A volume that is full after that many seconds. */
  static Fault fill(String region, double time, Topology topology) {
    long limit = Volume.limitFor(topology.regions().size());
    double rate = limit * (1 - Journal.ordinaryShare()) / time;
    return new Fill(new Node(ServiceSpec.JOURNAL_KEEPER, region), limit, Math.round(rate));
  }

  /** One edge of one region; with some seeds its end is the third party's. */
  private static Fault delay(RandomGenerator random, Topology topology) {
    List<Edge> edges = topology.edges().stream().filter(e -> e.kind() == Edge.Kind.HTTP).toList();
    Edge edge = edges.get(random.nextInt(edges.size()));
    Duration delay = Duration.ofMillis(random.nextInt(LEAST_DELAY_MILLIS, MOST_DELAY_MILLIS + 1));
    Duration jitter = Duration.ofMillis(random.nextInt(50, MOST_JITTER_MILLIS + 1));
    return new Delay(edge.client(), edge.server(), delay, jitter, random.nextLong(1L << 32));
  }

  private static Fault surge(RandomGenerator random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double factor = random.nextInt(LEAST_SURGE, MOST_SURGE + 1) / 10.0;
    return new Surge(Roads.entrance(region), factor);
  }

  private static Fault growth(RandomGenerator random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double factor = random.nextInt(LEAST_SURGE, MOST_SURGE + 1) / 10.0;
    return new Surge(Roads.entrance(region), factor, true);
  }

  static Fault release(RandomGenerator random, Topology topology) {
    String region = topology.regions().get(random.nextInt(topology.regions().size()));
    double share = random.nextInt(LEAST_CHARGES, MOST_CHARGES + 1) / 100.0;
    return new BadRelease(new Node(RELEASED, region), RELEASE, share);
  }

  private static Plan times(Fault fault, RandomGenerator random, Frame frame) {
    if (fault instanceof Loss) {
      Duration lost = frame.settle().plusMillis(random.nextInt(SOON_MILLIS));
      return new Plan(fault, lost, frame.length());
    }
    Duration drawn = share(frame.length(), random.nextDouble(EARLIEST, LATEST));
    Duration onset = drawn.compareTo(frame.settle()) < 0 ? frame.settle() : drawn;
    Duration end = share(frame.length(), random.nextDouble(FIRST_END, LAST_END));
    if (fault instanceof Surge surge && surge.grows()) {
      return new Plan(fault, frame.settle(), end); // What grows needs time to be seen.
    }
    if (fault instanceof BadRelease) {
      return new Plan(fault, onset, frame.length());
    }
    return new Plan(fault, onset, end.compareTo(onset) > 0 ? end : frame.length());
  }

  private static boolean isOurs(String service) {
    return ServiceSpec.named(service).instrumented();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static Duration share(Duration whole, double part) {
    return Duration.ofMillis(Math.round(whole.toMillis() * part));
  }
}
