// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.ledger.EventFilter;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A server's rollouts over a service on paper, with a clock that only moves when told to. */
final class Release {

  static final ObjectName NAME = new ObjectName("shop", "payments");

  static final String CANARY =
      """
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: payments, namespace: shop}
      spec:
        provider: ballast
        mode: ballast
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
        service: {port: 80}
        analysis:
          interval: 10s
          threshold: 5
          stepWeights: [5, 25, 50]
      """;

  private static final Duration SECOND = Duration.ofSeconds(1);

  final FakeClock clock = FakeClock.atStart();
  final TwoVersions service = new TwoVersions(clock, "v1");
  final FillingLedger ledger = new FillingLedger(clock);
  final List<HookCall> called = new ArrayList<>();
  Predicate<HookCall> hooks = _ -> true;
  Verdict gate = Verdict.ALLOW;
  Strategy strategy = Strategy.AGGRESSIVE;
  Optional<RolloutPlan> plan = Optional.empty();
  private final Deque<Runnable> work = new ArrayDeque<>();
  private boolean hanging;
  Rollouts rollouts;
  private CanaryFiles files;
  private Configuration configuration = Configuration.EMPTY;

  Release() {
    rollouts = open();
    files = rollouts.files();
    service.pass(Duration.ofMinutes(10));
  }

  private Rollouts open() {
    return new Rollouts(
        new Means(
            service::of,
            service,
            call -> {
              called.add(call);
              if (hanging) {
                throw new Hanging();
              }
              boolean yes = hooks.test(call);
              return new HookCall.Answer(yes, yes ? "" : "answered 500");
            },
            (name, change) -> Decisions.of(name, change, gate, strategy, clock.instant()),
            (name, weights, policy, history) -> plan,
            ledger,
            QueryChecker.NONE,
            work::add,
            JudgePolicy.DEFAULT,
            Duration.ofMillis(500),
            clock));
  }

  /** A hook that never answers. */
  private static final class Hanging extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Hooks are asked and do not answer from now on. */
  void hang() {
    hanging = true;
  }

  /** The process dies between two steps: only what was stored is left. */
  void crash() {
    work.clear();
    rollouts = open();
    files = rollouts.files();
  }

  Rollout now() {
    return rollouts.find(NAME).orElseThrow().rollout();
  }

  String phase() {
    return now().state().phase().word();
  }

  void apply(String text) {
    rollouts.apply("canary.yaml", text, false, "ann");
  }

  /** What the configuration folder says from now on; nothing is followed before {@link #pass}. */
  void folder(String text) {
    Reading reading = read(text);
    if (!reading.valid()) {
      throw new AssertionError(reading.problems());
    }
    configuration = reading.configuration();
  }

  /** What refuses an edit of the folder. */
  List<String> objections(String text) {
    return read(text).errors().stream().map(Problem::text).toList();
  }

  private Reading read(String text) {
    Reading reading =
        ConfigurationReader.readSources(List.of(Source.of("shop.yaml", text)), QueryChecker.NONE);
    return reading.valid() ? reading.with(files.problems(reading)) : reading;
  }

  void command(CanaryEvent.Command command) {
    rollouts.command(NAME, command, "ann");
    drain();
  }

  void approve(String gate) {
    rollouts.approve(NAME, gate, "", "ann");
    drain();
  }

  /** Seconds pass, one by one, with all that is due in each. */
  void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      second();
    }
  }

  /** Seconds pass while nobody runs the rollouts. */
  void leftAlone(Duration time) {
    work.clear();
    for (long i = 0; i < time.toSeconds(); i++) {
      service.pass(SECOND);
    }
  }

  /** Until something holds, at most as long as given. */
  void until(Predicate<Rollout> holds, Duration longest) {
    for (long i = 0; i < longest.toSeconds() && !holds.test(now()); i++) {
      second();
    }
    if (!holds.test(now())) {
      throw new AssertionError("after " + longest + ": " + now().state() + " " + texts());
    }
  }

  void untilPhase(String phase, Duration longest) {
    until(rollout -> rollout.state().phase().word().equals(phase), longest);
  }

  private void second() {
    service.pass(SECOND);
    files.follow(configuration);
    rollouts.tick();
    drain();
  }

  private void drain() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      try {
        next.run();
      } catch (Hanging e) {
        // Whoever asked waits for an answer that does not come.
      }
    }
  }

  List<String> texts() {
    return ledger.events().read(0, EventFilter.named("rollout."), 1000).stream()
        .map(Event::text)
        .toList();
  }
}
