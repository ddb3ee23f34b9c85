// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/** When the users of a Hyperfoil benchmark come, and how many. */
final class HyperfoilPhases {

  private static final String CLOSED =
      "these users wait for answers before they go on; load here comes at a rate";
  private static final String ITERATED = "phases that are repeated with more users each time";
  private static final String NO_STAIRS = "no users, duration and 1 to 100 iterations";
  private static final int MOST_STEPS = 100;
  private static final String ENDED = "a phase here ends after its duration";

  private final Map<String, Double> ends = new HashMap<>();

  /** Users a second, at first and at last, for so many seconds. */
  record Rate(double from, double to, double seconds) {

    /** As {@code ballast load --phase} takes it. */
    String word() {
      String rate = from == to ? number(from) : number(from) + ".." + number(to);
      return "%s/s:%ss".formatted(rate, number(seconds));
    }

    private Rate shared(double share) {
      return new Rate(from * share, to * share, seconds);
    }

    private static String number(double value) {
      return new BigDecimal(value)
          .setScale(6, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    }
  }

  /**
   * A phase, or a part of one.
   *
   * @param at seconds after the beginning
   * @param whole of what it is a part
   */
  record Phase(String name, double at, Rate rate, Node scenario, Node whole) {}

  /**
   * All that can be sent at a rate.
   *
   * @param unsupported hears of the others, and why
   */
  List<Phase> of(Node benchmark, BiConsumer<String, String> unsupported) {
    List<Phase> all = new ArrayList<>();
    if (benchmark.has("usersPerSec")) {
      benchmark.lost(ENDED, "maxDuration");
      phase("main", "constantRate", benchmark, all, unsupported);
    }
    for (Node one : benchmark.items("phases")) {
      one.entries()
          .forEach(
              (name, kinds) ->
                  kinds
                      .entries()
                      .forEach((kind, phase) -> phase(name, kind, phase, all, unsupported)));
    }
    benchmark.at("staircase").ifPresent(stairs -> stairs(stairs, all, unsupported));
    return all;
  }

  /** So many users a second, then more and more, with a ramp before each step. */
  private static void stairs(Node stairs, List<Phase> all, BiConsumer<String, String> unsupported) {
    double first = Units.number(stairs.text("initialUsersPerSec")).orElse(0);
    double more = Units.number(stairs.text("incrementUsersPerSec")).orElse(0);
    double steps = Units.number(stairs.text("maxIterations")).orElse(0);
    double level = seconds(stairs.text("steadyStateDuration")).orElse(0);
    Optional<Node> scenario = stairs.at("scenario");
    if (!(first > 0
            && more >= 0
            && steps >= 1
            && steps == Math.rint(steps)
            && steps <= MOST_STEPS
            && level > 0)
        || scenario.isEmpty()) {
      stairs.lost(NO_STAIRS);
      unsupported.accept("staircase", NO_STAIRS);
      return;
    }
    double at = 0;
    double before = 0;
    for (int i = 0; i < steps; i++) {
      double users = first + i * more;
      String ramp = i == 0 ? "initialRampUpDuration" : "rampUpDuration";
      double up = seconds(stairs.text(ramp)).orElse(0);
      if (up > 0) {
        stairs.mapped(ramp);
        Rate rising = new Rate(before, users, up);
        all.add(new Phase("ramp " + (i + 1), at, rising, scenario.get(), stairs));
      }
      all.add(
          new Phase(
              "step " + (i + 1), at + up, new Rate(users, users, level), scenario.get(), stairs));
      at += up + level;
      before = users;
    }
    stairs.mapped("initialUsersPerSec", "steadyStateDuration", "maxIterations");
    if (steps > 1) {
      stairs.mapped("incrementUsersPerSec");
    }
  }

  private void phase(
      String name,
      String kind,
      Node phase,
      List<Phase> all,
      BiConsumer<String, String> unsupported) {
    Optional<Rate> rate = rate(kind, phase);
    boolean repeated = phase.has("maxIterations");
    if (rate.isEmpty() || repeated) {
      String why = repeated ? ITERATED : isOpen(kind) ? "no rate and duration above 0" : CLOSED;
      lost(phase, why);
      unsupported.accept(name + ": " + kind, why);
      return;
    }
    phase.mapped("duration");
    keys(kind).forEach(phase::mapped);
    double at = begins(phase);
    ends.put(name, at + rate.get().seconds());
    phase.lost("each phase here ends after its duration", "maxDuration", "maxSessions", "isWarmup");
    Map<String, Node> forks =
        new LinkedHashMap<>(phase.at("forks").map(Node::entries).orElse(Map.of()));
    if (forks.isEmpty()) {
      Optional<Node> scenario = phase.at("scenario");
      scenario.ifPresentOrElse(
          users -> all.add(new Phase(name, at, rate.get(), users, phase)), () -> idle(phase));
      return;
    }
    int before = all.size();
    forks.values().removeIf(HyperfoilPhases::isNobody);
    double sum = forks.values().stream().mapToDouble(HyperfoilPhases::weight).sum();
    forks.forEach(
        (fork, node) -> {
          if (forks.size() > 1) {
            node.at("weight").ifPresent(Node::mapped);
          }
          node.at("scenario")
              .ifPresent(
                  scenario ->
                      all.add(
                          new Phase(
                              name + "/" + fork,
                              at,
                              rate.get().shared(weight(node) / sum),
                              scenario,
                              phase)));
        });
    if (all.size() == before) {
      idle(phase);
    }
  }

  private static boolean isNobody(Node fork) {
    boolean nobody = !(weight(fork) > 0);
    if (nobody) {
      fork.lost("a share of nobody");
    }
    return nobody;
  }

  private static double weight(Node fork) {
    return fork.at("weight").map(Node::number).orElse(OptionalDouble.of(1)).orElse(1);
  }

  /** Of a phase of which no request can be sent. */
  static void idle(Node whole) {
    String why = "none of its requests can be sent";
    whole.lost(why, "duration", "startAfter", "startTime", "forks", "usersPerSec");
    whole.lost(why, "initialUsersPerSec", "targetUsersPerSec", "incrementUsersPerSec");
    whole.lost(why, "initialRampUpDuration", "steadyStateDuration", "rampUpDuration");
    whole.lost(why, "maxIterations");
  }

  /** A phase as a whole; of one that is the whole benchmark its own keys. */
  private static void lost(Node phase, String why) {
    if (phase.has("name") && phase.has("http")) {
      phase.lost(why, "usersPerSec", "duration", "scenario");
    } else {
      phase.lost(why);
    }
  }

  private static boolean isOpen(String kind) {
    return !keys(kind).isEmpty();
  }

  private static List<String> keys(String kind) {
    return switch (kind) {
      case "constantRate" -> List.of("usersPerSec");
      case "increasingRate", "decreasingRate" -> List.of("initialUsersPerSec", "targetUsersPerSec");
      default -> List.of();
    };
  }

  private static Optional<Rate> rate(String kind, Node phase) {
    List<String> keys = keys(kind);
    OptionalDouble seconds = seconds(phase.text("duration"));
    if (keys.isEmpty() || seconds.isEmpty() || seconds.getAsDouble() <= 0) {
      return Optional.empty();
    }
    OptionalDouble from = Units.number(phase.text(keys.getFirst()));
    OptionalDouble to = Units.number(phase.text(keys.getLast()));
    boolean flows =
        from.isPresent()
            && to.isPresent()
            && from.getAsDouble() >= 0
            && to.getAsDouble() >= 0
            && from.getAsDouble() + to.getAsDouble() > 0;
    return flows
        ? Optional.of(new Rate(from.getAsDouble(), to.getAsDouble(), seconds.getAsDouble()))
        : Optional.empty();
  }

  /** A time with its unit, or seconds. */
  private static OptionalDouble seconds(String text) {
    String close = text.replace(" ", "");
    OptionalDouble plain = Units.times(close, 1);
    return plain.isPresent() ? plain : Units.seconds(close);
  }

  /** After the last of the phases that it waits for, and after its own time. */
  private double begins(Node phase) {
    double at = 0;
    OptionalDouble later = seconds(phase.text("startTime"));
    if (later.isPresent()) {
      phase.mapped("startTime");
      at = later.getAsDouble();
    }
    Optional<Node> after = phase.at("startAfter");
    if (after.isEmpty()) {
      return at;
    }
    List<Node> names =
        after.get().tree() instanceof Tree.Items ? after.get().items() : List.of(after.get());
    double last =
        names.stream().mapToDouble(name -> ends.getOrDefault(name.text(), 0.0)).max().orElse(0);
    for (Node name : names) {
      Double end = ends.get(name.text());
      if (end == null) {
        name.lost("no phase of that name that can be sent comes before");
      } else if (end == last && last > at) {
        name.mapped();
      } else {
        name.lost("others end later");
      }
    }
    return Math.max(at, last);
  }
}
