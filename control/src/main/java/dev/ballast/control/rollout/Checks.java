// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import java.util.Optional;

/** What one check of a canary asks, gate by gate, and what follows from each answer. */
final class Checks {

  private final Canary canary;
  private final Questions questions;
  private final Shifting shifting;
  private final Endings endings;

  Checks(Canary canary, Endings endings) {
    this.canary = canary;
    this.endings = endings;
    questions = new Questions(canary);
    shifting = new Shifting(canary, endings);
    endings.then(turn -> ask(turn, Gate.POST_ROLLOUT, 0));
  }

  /** The open question of a state, as it is asked. */
  Optional<CanaryEffect> ask(CanaryState state) {
    return state.question() instanceof Question.Open open
        ? Optional.of(questions.effect(state, open.gate(), open.index()))
        : Optional.empty();
  }

  /** The judge's question at a state, beside whatever is open. */
  CanaryEffect judge(CanaryState state) {
    return questions.judge(state);
  }

  /** Before a rollout; ours can be called off while it waits. */
  void confirmRollout(Turn turn) {
    boolean callable = turn.phase() == Phase.WAITING && judges();
    ask(turn, callable ? Gate.ROLLBACK : Gate.CONFIRM_ROLLOUT, 0);
  }

  /** A check of a rollout whose workloads are ready. */
  void begin(Turn turn, boolean baking) {
    if (turn.phase() == Phase.PROMOTING) {
      shifting.back(turn);
    } else if (turn.phase() == Phase.FINALISING && !baking) {
      endings.finish(turn);
    } else {
      ask(turn, Gate.ROLLBACK, 0);
    }
  }

  private void ask(Turn turn, Gate gate, int index) {
    if (index < questions.count(turn.state(), gate)) {
      turn.to(turn.state().withQuestion(new Question.Open(gate, index)));
      turn.act(questions.effect(turn.state(), gate, index));
    } else {
      turn.close();
      passed(turn, gate);
    }
  }

  private void passed(Turn turn, Gate gate) {
    switch (gate) {
      case CONFIRM_ROLLOUT -> begin(turn);
      case ROLLBACK -> notRolledBack(turn);
      case PRE_ROLLOUT, JUDGE -> advance(turn);
      case ROLLOUT -> ask(turn, Gate.METRIC, 0);
      case METRIC -> ask(turn, Gate.JUDGE, 0);
      case CONFIRM_TRAFFIC_INCREASE -> increase(turn);
      case CONFIRM_PROMOTION -> shifting.confirmed(turn);
      case POST_ROLLOUT -> {}
    }
  }

  /** A pause keeps one that waits from beginning. */
  private void begin(Turn turn) {
    if (!turn.state().paused()) {
      endings.start(turn);
    }
  }

  private void notRolledBack(Turn turn) {
    if (turn.phase() == Phase.WAITING) {
      ask(turn, Gate.CONFIRM_ROLLOUT, 0);
    } else if (exhausted(turn)) {
      rollBackExhausted(turn);
    } else if (turn.phase() == Phase.FINALISING) {
      ask(turn, Gate.METRIC, 0);
    } else if (shifting.isUntouched(turn.state())) {
      turn.info("Starting canary analysis for " + canary.target());
      ask(turn, Gate.PRE_ROLLOUT, 0);
    } else {
      ask(turn, Gate.ROLLOUT, 0);
    }
  }

  private boolean exhausted(Turn turn) {
    return turn.state().failedChecks() >= canary.analysis().threshold();
  }

  private void rollBackExhausted(Turn turn) {
    CanaryState state = turn.state();
    endings.rollBack(
        turn,
        "failed checks threshold reached " + state.failedChecks(),
        Words.exhausted(state.failedChecks(), state.because()));
  }

  void answered(Turn turn, CanaryEvent.Answered answer) {
    boolean yes = answer.yes();
    if (turn.state().question() instanceof Question.Open(Gate gate, int index)
        && index < questions.hooks(gate).size()) {
      Hook hook = questions.hooks(gate).get(index);
      if (gate == Gate.ROLLBACK && yes) {
        endings.rollBack(turn, "webhook " + hook.name() + " asks for it");
      } else if (gate == Gate.ROLLBACK || yes) {
        ask(turn, gate, index + 1);
      } else {
        refused(turn, gate, hook, answer.why());
      }
    }
  }

  private void refused(Turn turn, Gate gate, Hook hook, String why) {
    turn.close();
    String named = gate.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    switch (gate) {
      case CONFIRM_ROLLOUT ->
          waiting(turn, Phase.WAITING, hook, "waiting for approval " + hook.name());
      case CONFIRM_PROMOTION ->
          waiting(
              turn, Phase.WAITING_PROMOTION, hook, "waiting for promotion approval " + hook.name());
      case CONFIRM_TRAFFIC_INCREASE ->
          say(turn, hook, "Halt advancement, waiting for traffic increase approval " + hook.name());
      case PRE_ROLLOUT, ROLLOUT -> {
        String text = named + " check " + hook.name() + " failed";
        failed(turn, text, why.isEmpty() ? text : text + ": " + why);
      }
      case POST_ROLLOUT -> turn.warn("Post-rollout hook " + hook.name() + " failed");
      case ROLLBACK, METRIC, JUDGE -> {}
    }
  }

  private static void waiting(Turn turn, Phase phase, Hook hook, String text) {
    boolean known = turn.phase() == phase;
    turn.enter(phase);
    if (!known) {
      say(turn, hook, "Halt advancement, " + text);
    }
  }

  private static void say(Turn turn, Hook hook, String text) {
    if (hook.muted()) {
      turn.warn(text);
    } else {
      turn.alert(Severity.WARN, text);
    }
  }

  /** Ours does not wait for the next check to act. */
  private void failed(Turn turn, String text, String because) {
    turn.to(turn.state().failedOnce().withBecause(because));
    turn.warn("Halt advancement, " + text);
    if (judges() && exhausted(turn)) {
      rollBackExhausted(turn);
    }
  }

  void measured(Turn turn, double value) {
    if (turn.state().question() instanceof Question.Open(Gate gate, int index)
        && gate == Gate.METRIC) {
      CanaryMetric metric = questions.metrics(turn.state()).get(index);
      if (metric.range().holds(value)) {
        ask(turn, Gate.METRIC, index + 1);
      } else {
        turn.close();
        String text = Words.failure(metric, value);
        failed(turn, text, text);
      }
    }
  }

  void judged(Turn turn, Verdict verdict) {
    boolean asked =
        turn.state().question() instanceof Question.Open(Gate gate, int _) && gate == Gate.JUDGE;
    boolean stoppable = turn.phase().isAnalysed() || turn.phase() == Phase.FINALISING;
    if (verdict instanceof Verdict.Regress && judges() && stoppable) {
      endings.rollBack(turn, verdict.text());
    } else if (asked) {
      turn.close();
      if (shifting.permits(turn, verdict)) {
        passed(turn, Gate.JUDGE);
      }
    }
  }

  /**
   * While something else is waited for the judge goes on, so that a hanging webhook stops it not.
   */
  void keepJudging(Turn turn, Question.Open open) {
    if (judges() && turn.phase().isAnalysed() && open.gate() != Gate.JUDGE) {
      turn.act(questions.judge(turn.state()));
    }
  }

  private void advance(Turn turn) {
    if (!turn.phase().isAnalysed() || turn.state().paused()) {
      return;
    }
    switch (shifting.next(turn)) {
      case ITERATED -> {}
      case GROWS -> {
        boolean over = turn.phase() == Phase.WAITING_PROMOTION && !judges();
        boolean free = turn.state().mirrored() || over;
        if (free) {
          increase(turn);
        } else {
          ask(turn, Gate.CONFIRM_TRAFFIC_INCREASE, 0);
        }
      }
      case ENDS -> ask(turn, Gate.CONFIRM_PROMOTION, 0);
    }
  }

  private void increase(Turn turn) {
    if (!shifting.increase(turn)) {
      ask(turn, Gate.CONFIRM_PROMOTION, 0);
    }
  }

  private boolean judges() {
    return CanaryMachine.judges(canary);
  }
}
