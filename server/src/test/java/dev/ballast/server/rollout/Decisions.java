// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.gate.Plan;
import dev.ballast.control.gate.Standing;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a gate says in tests. */
final class Decisions {

  private Decisions() {}

  static GateDecision of(
      ServiceName service, Change change, Verdict verdict, Strategy strategy, Instant at) {
    GateDecision blank =
        new Gate(GatePolicy.DEFAULT).decide(service, List.of(), change, new Standing.Unknown(), at);
    Plan plan =
        new Plan(
            GatePolicy.DEFAULT.plan(strategy).weights().stream()
                .map(weight -> new Plan.Stage(weight, Duration.ofSeconds(10)))
                .toList(),
            "quickly",
            blank.plan().risk(),
            at,
            new Plan.Monitoring(
                Duration.ofSeconds(60),
                GatePolicy.DEFAULT.plan(strategy).watch().handsOn(),
                change.watcher()));
    return new GateDecision(
        service,
        verdict,
        strategy,
        plan,
        change,
        new GateDecision.Basis.Nothing(),
        blank.standing(),
        blank.hysteresis(),
        blank.policy(),
        "",
        List.of("the test says so"),
        List.of(),
        at);
  }
}
