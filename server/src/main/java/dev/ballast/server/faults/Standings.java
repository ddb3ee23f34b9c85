// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Standing;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Slo;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The board as the guards look at it; one that is not fresh says nothing of any SLO. */
public final class Standings {

  private Standings() {}

  public static Standing of(
      Board board, Freshness freshness, Instant now, List<Injection> on, String stopped) {
    String stale = freshness.problem(board, now);
    List<Standing.Objective> all = new ArrayList<>();
    for (Slo slo : board.configuration().slos().values()) {
      List<SloStatus> found =
          board.health().slos().stream().filter(s -> s.slo().equals(slo.name())).toList();
      all.add(objective(slo, found, stale));
    }
    return new Standing(all, on, stopped);
  }

  /** The whole decides of budgets; a region that burns is as bad as the whole. */
  private static Standing.Objective objective(Slo slo, List<SloStatus> found, String stale) {
    String problem = !stale.isEmpty() ? stale : found.isEmpty() ? "it has not been judged yet" : "";
    SloStatus whole = found.isEmpty() ? null : found.getFirst();
    boolean known = problem.isEmpty() && whole != null && whole.state().isKnown();
    SloStatus bad =
        stale.isEmpty()
            ? found.stream().filter(Standings::isBurning).findFirst().orElse(null)
            : null;
    String text = problem;
    if (bad != null) {
      text = burning(bad);
    } else if (!known && whole != null && problem.isEmpty()) {
      text = whole.problem().isEmpty() ? "it has no data" : whole.problem();
    }
    return new Standing.Objective(
        slo.name().value(),
        slo.service().value(),
        known,
        bad != null,
        known && whole != null ? whole.budget().remaining() : Double.NaN,
        slo.target().complement().value(),
        slo.window(),
        text);
  }

  private static boolean isBurning(SloStatus status) {
    return switch (status.state()) {
      case BURNING, EXHAUSTED -> true;
      case MET, NO_DATA, INSUFFICIENT, UNCERTAIN -> false;
    };
  }

  private static String burning(SloStatus status) {
    String where = status.place().region().isEmpty() ? "" : " in " + status.place().region();
    if (status.state() == SloStatus.State.EXHAUSTED) {
      return "its budget is spent" + where;
    }
    return status.burns().stream()
        .filter(Burn::firing)
        .findFirst()
        .map(
            burn ->
                String.format(
                    Locale.ROOT,
                    "its budget burns %.1f times too fast%s (%s)",
                    burn.shortRate(),
                    where,
                    burn.rule().name()))
        .orElse("its budget burns too fast" + where);
  }
}
