// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.ArrayList;
import java.util.List;

/** Callers that wait too long for what was broken, or go on asking. */
final class CallerHygiene implements Formula {

  /** A call that ends at its timeout takes a little longer than it. */
  private static final double SLACK = 1.25;

  @Override
  public int number() {
    return 21;
  }

  @Override
  public String id() {
    return "timeouts";
  }

  @Override
  public String title() {
    return "Timeouts and circuit breakers";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    if (run.callers() == null || run.callers().isEmpty()) {
      return weighing.unknown("nobody measured callers of what was broken");
    }
    if (run.callers().stream().allMatch(caller -> Double.isNaN(caller.failedP99()))) {
      return weighing.unknown("no call to what was broken failed, so no timeout was seen at work");
    }
    List<String> wrong = new ArrayList<>();
    double longest = 0;
    for (RunRecord.Caller caller : run.callers()) {
      if (Double.isNaN(caller.failedP99())) {
        continue;
      }
      longest = Math.max(longest, caller.failedP99());
      String way = caller.client() + " → " + caller.server();
      double timeout = caller.timeout().toMillis() / 1e3;
      if (timeout == 0) {
        wrong.add(way + " has no timeout");
      } else if (caller.failedP99() > timeout * SLACK) {
        wrong.add(
            "%s waits %s, its timeout is %s"
                .formatted(way, Weighing.seconds(caller.failedP99()), Weighing.seconds(timeout)));
      }
      if (caller.hasBreaker() && caller.opened() == null) {
        wrong.add("the circuit breaker of " + way + " did not open");
      }
    }
    weighing
        .value(wrong.size(), "problems")
        .objective(0)
        .from("%d callers".formatted(run.callers().size()))
        .text(
            wrong.isEmpty()
                ? "Failed calls ended after %s at the latest."
                : String.join("; ", wrong).replace("%", "%%") + ".",
            Weighing.seconds(longest));
    return weighing.atMost(Severity.MEDIUM, "timeouts", wrong.isEmpty() ? "" : wrong.getFirst());
  }
}
