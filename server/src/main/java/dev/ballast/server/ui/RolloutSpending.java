// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.stats.sequential.ArmCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a canary cost: its bad requests beyond those that the baseline's rate would have given the
 * same requests.
 */
final class RolloutSpending {

  private RolloutSpending() {}

  static RolloutView.Spending of(Rollout rollout, Board board) {
    ArmCounts counts =
        rollout.seen().stream()
            .map(Interval::counts)
            .map(List::getFirst)
            .reduce(ArmCounts.NONE, ArmCounts::plus);
    Optional<SloStatus> slo = tightest(rollout, board);
    return new RolloutView.Spending(
        sentence(rollout, counts, slo),
        counts.equals(ArmCounts.NONE) ? List.of() : arms(rollout.state(), counts),
        facts(rollout.pace(), slo),
        rollout.pace().remarks());
  }

  /** NaN while one of the arms has had no request. */
  private static double beyond(ArmCounts counts) {
    return counts.canaryBad() - counts.canaryTotal() * counts.baselineRate();
  }

  private static String sentence(Rollout rollout, ArmCounts counts, Optional<SloStatus> slo) {
    double beyond = beyond(counts);
    if (counts.canaryTotal() == 0 || Double.isNaN(beyond)) {
      return "Nothing was counted of it yet, so what it cost is not known.";
    }
    String of =
        "of the %,d that %s answered".formatted(counts.canaryTotal(), rollout.state().applied());
    if (beyond < 1) {
      return "No bad request beyond the baseline's rate, " + of + ".";
    }
    long requests = Math.round(beyond);
    String share = slo.map(tight -> ": " + share(beyond / budget(tight), tight)).orElse("");
    return "%,d bad %s beyond the baseline's rate, %s%s."
        .formatted(requests, requests == 1 ? "request" : "requests", of, share);
  }

  private static String share(double share, SloStatus slo) {
    return share > 1
        ? "more than the whole error budget of " + slo.displayName()
        : "%s of the whole error budget of %s".formatted(Sight.percent(share), slo.displayName());
  }

  /** In requests: the bad ones that the window may have. */
  private static double budget(SloStatus slo) {
    return slo.events().total() * slo.target().complement().value();
  }

  private static Optional<SloStatus> tightest(Rollout rollout, Board board) {
    return board.health().slosOf(new ServiceName(rollout.canary().service())).stream()
        .filter(slo -> slo.place().isWhole() && slo.problem().isEmpty() && budget(slo) > 0)
        .min(Comparator.comparingDouble(slo -> slo.budget().remaining()));
  }

  private static List<RolloutView.Arm> arms(CanaryState state, ArmCounts counts) {
    String old = RolloutWords.isOver(state) ? state.previous() : state.promoted();
    return List.of(
        arm("canary", state.applied(), counts.canaryTotal(), counts.canaryBad()),
        arm("baseline", old, counts.baselineTotal(), counts.baselineBad()));
  }

  private static RolloutView.Arm arm(String name, String version, long total, long bad) {
    return new RolloutView.Arm(
        name,
        version,
        String.format(Locale.ROOT, "%,d", total),
        String.format(Locale.ROOT, "%,d", bad),
        Sight.percent((double) bad / total));
  }

  private static List<RolloutView.Fact> facts(Pace pace, Optional<SloStatus> slo) {
    List<RolloutView.Fact> facts = new ArrayList<>();
    slo.ifPresent(
        tight ->
            facts.add(
                new RolloutView.Fact(
                    "Budget left",
                    "%s of %s, %s"
                        .formatted(
                            Sight.budget(tight.budget().remaining()),
                            Overview.windowOf(tight),
                            tight.displayName()))));
    if (!Double.isNaN(pace.worst())) {
      facts.add(
          new RolloutView.Fact(
              "Worst case",
              "a bad canary costs at most %s of the whole budget before it is rolled back%s"
                  .formatted(
                      Sight.percent(pace.worst()),
                      pace.affordable() ? "" : "; that is more than may be spent")));
    }
    if (!pace.strategy().isEmpty()) {
      facts.add(new RolloutView.Fact("Pace", pace.strategy().replace('_', ' ')));
    }
    return facts;
  }
}
