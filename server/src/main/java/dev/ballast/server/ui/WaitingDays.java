// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gameday.LiveApprovals;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.gameday.WaitingDay;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Plans where real users are, in words, with a button for whoever may say yes. */
final class WaitingDays {

  private WaitingDays() {}

  static List<GameDayView.Waiting> of(List<WaitingDay> all, Caller caller, Sight sight) {
    return all.stream().map(one -> line(one, caller, sight)).toList();
  }

  private static GameDayView.Waiting line(WaitingDay one, Caller caller, Sight sight) {
    boolean may =
        caller.role().allows(Role.OPERATOR)
            && !caller.equals(Caller.LOCAL) // Nobody knows who that is.
            && one.waitsFor(caller.name());
    return new GameDayView.Waiting(
        one.day().objective(),
        one.day().name(),
        breaks(one.day()),
        String.join(", ", one.said().people()),
        missing(one),
        sight.clock(one.until()),
        may ? "/gameday/waiting/" + one.digest() + "/approve" : "");
  }

  private static String missing(WaitingDay one) {
    if (one.said().areEnough()) {
      return "nobody: one of them can begin it";
    }
    return one.day().roles().isOpen()
        ? "%d more, any other operator".formatted(LiveApprovals.NEEDED - one.said().people().size())
        : one.missing().isEmpty()
            ? "a second name: the plan names only one"
            : String.join(" or ", one.missing());
  }

  private static String breaks(GameDay day) {
    return day.faults().stream().map(WaitingDays::fault).collect(Collectors.joining("; "))
        + (day.scale() == 1 ? "" : "; pauses × " + day.scale())
        + (day.load().isEmpty() ? "" : "; with load of its own");
  }

  private static String fault(Step step) {
    DayFault fault = step.fault().orElseThrow();
    return "%s: %s%s for %s"
        .formatted(
            step.id(),
            fault.kind().word(),
            fault.region().isEmpty() ? "" : " of " + fault.region(),
            words(fault.duration()));
  }

  private static String words(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
