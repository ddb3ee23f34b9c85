// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.scenario.Scenario;
import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.topology.Replication;
import dev.ballast.shop.topology.Roads;
import dev.ballast.shop.topology.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the supervisor was asked to do.
 *
 * @param length how long the shop stays open once ready; empty: until it is stopped
 * @param rates requests per second that users of each region make, in the order of the regions
 * @param settle how long nothing goes wrong after the opening, at least
 * @param warmUp rehearsal visits per region before the opening
 * @param mesh the folder of the mesh's jars; empty: calls go directly
 * @param replication how databases come to hold the same
 */
public record RunOptions(
    Path dir,
    Path cache,
    URI otlp,
    long seed,
    Scenario scenario,
    Optional<Duration> length,
    boolean exitWithParent,
    Ports ports,
    List<Double> rates,
    Duration settle,
    int warmUp,
    Optional<Path> mesh,
    Replication replication) {

  /** The options as help shows them. */
  public static final String USAGE =
      """
      run --dir DIR [--otlp URL] [--seed N] [--for 120s]
          [--scenario none|dependency-errors|slow-database|disk-fills|network-delay|traffic-surge|growth|bad-deploy|region-loss|all|game-day]
          [--mesh JARS] [--exit-with-parent] [--port-base 7200] [--postgres-port 15432]
          [--regions us-east,eu-west] [--rates 12,8] [--settle 45s] [--warm-up 150]
          [--replication leader|multi]
      check-clean DIR [--mesh JARS] [--port-base 7200] [--postgres-port 15432] [--regions us-east,eu-west]

      --mesh: every call goes over its region's mesh, whose jars are in this folder
      --replication multi: reviews are written in every region; once their databases are up, a line
        on standard input (or its end) says that they replicate, and the shop goes on\
      """;

  private static final List<String> KNOWN =
      List.of(
          "--dir",
          "--otlp",
          "--seed",
          "--scenario",
          "--for",
          "--port-base",
          "--postgres-port",
          "--regions",
          "--rates",
          "--settle",
          "--warm-up",
          "--mesh",
          "--replication");

  private static final Duration WITHOUT_END = Duration.ofMinutes(2);
  private static final Duration ALL_WITHOUT_END = Duration.ofMinutes(7);

  public RunOptions {
    rates = List.copyOf(rates);
    if (rates.size() != ports.regions().size()) {
      throw new IllegalArgumentException(
          "--rates: " + rates + " (expected: one per region of " + ports.regions() + ")");
    }
    if (scenario.needsMesh() && mesh.isEmpty()) {
      throw new IllegalArgumentException(
          "--scenario: "
              + scenario.text()
              + " (expected: --mesh with it). Fix: --mesh JARS; the mesh is where it happens");
    }
    if (replication == Replication.MULTI && !scenario.allowsOpinionsApart()) {
      throw new IllegalArgumentException(
          "--replication: multi (expected: leader with --scenario "
              + scenario.text()
              + ", which knows one database in each region)");
    }
  }

  /** Reads the arguments after {@code run}; {@code cache} is where things are kept for later. */
  public static RunOptions parse(List<String> arguments, Path cache) {
    boolean exitWithParent = arguments.contains("--exit-with-parent");
    Map<String, String> given = given(arguments);
    if (!given.containsKey("--dir")) {
      throw new IllegalArgumentException("--dir: missing (expected: a new or empty folder)");
    }
    Ports ports = ports(given);
    return new RunOptions(
        Path.of(given.getOrDefault("--dir", "")).toAbsolutePath().normalize(),
        cache,
        URI.create(given.getOrDefault("--otlp", "http://127.0.0.1:4318")),
        whole("--seed", given.getOrDefault("--seed", "1")),
        Scenario.parse(given.getOrDefault("--scenario", "none")),
        Optional.ofNullable(given.get("--for")).map(d -> duration("--for", d)),
        exitWithParent,
        ports,
        rates(given.getOrDefault("--rates", ""), ports.regions().size()),
        duration("--settle", given.getOrDefault("--settle", "45s")),
        (int) whole("--warm-up", given.getOrDefault("--warm-up", "150")),
        mesh(given),
        replication(given));
  }

  /** The ports that these arguments speak of. */
  public static Roads roadsOf(List<String> arguments) {
    Map<String, String> given = given(arguments);
    boolean edge = Scenario.parse(given.getOrDefault("--scenario", "none")).hasEdge();
    return new Roads(ports(given), mesh(given).isPresent(), edge, replication(given));
  }

  private static Replication replication(Map<String, String> given) {
    return Replication.parse(given.getOrDefault("--replication", Replication.LEADER.text()));
  }

  private static Optional<Path> mesh(Map<String, String> given) {
    return Optional.ofNullable(given.get("--mesh")).map(m -> Path.of(m).toAbsolutePath());
  }

  private static Map<String, String> given(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (name.equals("--exit-with-parent")) {
        continue;
      }
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(name + ": unknown (expected:\n" + USAGE + ")");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + ": nothing follows (expected: a value)");
      }
      given.put(name, arguments.get(++i));
    }
    return given;
  }

  private static Ports ports(Map<String, String> given) {
    return new Ports(
        (int) whole("--port-base", given.getOrDefault("--port-base", "7200")),
        (int) whole("--postgres-port", given.getOrDefault("--postgres-port", "15432")),
        List.of(given.getOrDefault("--regions", "us-east,eu-west").split(",", -1)));
  }

  /** Which way calls go in this run. */
  Roads roads() {
    return new Roads(ports, mesh.isPresent(), scenario.hasEdge(), replication);
  }

  /** Requests per second that users of a region make. */
  double rateOf(String region) {
    return rates.get(ports.regions().indexOf(region));
  }

  /** Who calls whom in this run. */
  Topology topology() {
    return Topology.of(ports.regions());
  }

  /** What will go wrong in this run, earliest first. */
  List<Plan> plans() {
    return scenario == Scenario.NONE
        ? List.of()
        : Plan.all(scenario, seed, topology(), new Plan.Frame(length.orElse(withoutEnd()), settle));
  }

  private Duration withoutEnd() {
    return scenario == Scenario.ALL ? ALL_WITHOUT_END : WITHOUT_END;
  }

  private static List<Double> rates(String text, int regions) {
    if (text.isEmpty()) {
      return IntStream.range(0, regions).mapToObj(i -> i == 0 ? 12.0 : 8.0).toList();
    }
    return List.of(text.split(",", -1)).stream().map(r -> number("--rates", r)).toList();
  }

  private static Duration duration(String name, String text) {
    String digits = text.replaceAll("(ms|s|m)$", "");
    double value = number(name, digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(Math.round(value));
      case "m" -> Duration.ofMillis(Math.round(value * 60_000));
      default -> Duration.ofMillis(Math.round(value * 1000));
    };
  }

  private static long whole(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + text + " (expected: a whole number)", e);
    }
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + text + " (expected: a number)", e);
    }
  }
}
