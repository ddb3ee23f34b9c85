// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.ChangeClass;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.Throttle;
import dev.ballast.control.rollout.controller.ArmMetric;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Interlocks.Kind;
import dev.ballast.model.ServiceName;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the error budget throttles a rollout: at which pace it goes, and whether it may begin or
 * grow. A service without any SLO goes at the conservative pace; one whose SLOs cannot be measured
 * waits, since what raises risk needs a fresh state. So does one that somebody else works on right
 * now.
 */
final class Budget {

  static final String CHANGE_CLASS = "ballast.dev/change-class";
  static final String WATCHER = "ballast.dev/watched-by";
  private static final String LOOSE =
      "The budget got tighter than the rollout's pace: it is planned anew before it goes on";
  private static final String UNWATCHED =
      "A person has to watch it from the first step to the last, and nobody is named. Fix: annotate the Canary with %s: NAME"
          .formatted(WATCHER);

  private final Means means;
  private final Diary diary;
  private final Memory memory;
  private @Nullable String last;

  Budget(Means means, Diary diary) {
    this.means = means;
    this.diary = diary;
    memory = new Memory(means.metrics());
  }

  /** How the next revision will go. */
  Pace pace(Rollout rollout) {
    Canary canary = rollout.canary();
    if (!Pace.fits(canary)) {
      return Pace.WRITTEN;
    }
    return priced(rollout, Pace.careful(canary, decide(canary)), 0);
  }

  /** The pace of the rollout under way, made as careful as the budget asks for by now. */
  Pace tightened(Rollout rollout) {
    Pace now = Pace.careful(rollout.canary(), decide(rollout.canary()));
    int reached = rollout.state().weight();
    return priced(rollout, rollout.pace().tightened(now, reached), reached);
  }

  /** Whether the budget asks for more care by now than the rollout under way takes. */
  boolean isTooLoose(Rollout rollout) {
    return Pace.fits(rollout.canary())
        && rollout.pace().isLooserThan(decide(rollout.canary()).strategy());
  }

  private Pace priced(Rollout rollout, Pace careful, int reached) {
    Canary canary = rollout.canary();
    Duration interval = canary.analysis().interval();
    return means
        .planner()
        .price(
            new ServiceName(canary.service()),
            careful.weights(),
            means.policy().withInterval(interval, means.policy().recent()),
            memory.of(
                ArmMetric.errors(canary.service()),
                rollout.state().promoted(),
                means.clock().instant(),
                interval))
        .map(plan -> careful.within(plan, canary, reached))
        .orElse(careful);
  }

  /** Whether the gate says something else by now than when the pace was made. */
  boolean isOutdated(Rollout rollout) {
    Pace pace = rollout.pace();
    return !pace.affordable()
        || (Pace.fits(rollout.canary())
            && !pace.strategy().equals(Pace.word(decide(rollout.canary()).strategy())));
  }

  private GateDecision decide(Canary canary) {
    return means.gate().decide(new ServiceName(canary.service()), change(canary));
  }

  /** The answer of the budget's hooks. */
  Asker.Answer answer(Rollout rollout, Hook hook) {
    Optional<Interlock> busy = busy(rollout);
    if (busy.isPresent()) {
      String what = busy.get().kind().name().toLowerCase(Locale.ROOT);
      return said(rollout, hook, false, "busy", what + " under way: " + busy.get().reason());
    }
    GateDecision decision = decide(rollout.canary());
    String verdict = decision.verdict().name().toLowerCase(Locale.ROOT);
    boolean normal = decision.change().changeClass() == ChangeClass.NORMAL;
    boolean allowed = Throttle.start(decision).isGo();
    boolean unwatched =
        decision.plan().monitoring().handsOn() && decision.plan().monitoring().watcher().isEmpty();
    if (unwatched && (allowed || !normal)) {
      return said(rollout, hook, false, "deny", UNWATCHED);
    }
    if (!allowed) {
      return said(rollout, hook, false, verdict, String.join(" ", decision.reasons()));
    }
    if (!rollout.pace().affordable() && normal) {
      List<String> remarks = rollout.pace().remarks();
      return said(rollout, hook, false, "deny", remarks.isEmpty() ? "" : remarks.getLast());
    }
    if (rollout.pace().isLooserThan(decision.strategy())) {
      return said(rollout, hook, false, verdict, LOOSE);
    }
    return said(rollout, hook, true, verdict, decision.reasons().getFirst());
  }

  private Asker.Answer said(
      Rollout rollout, Hook hook, boolean yes, String verdict, String reason) {
    synchronized (this) {
      String before = last == null ? rollout.gate().split(":", 2)[0] : last;
      last = verdict;
      if (!before.equals(verdict)) {
        diary.gated(rollout, verdict, reason);
      }
    }
    return new Asker.Answer.Yes(hook, yes, verdict + ": " + reason);
  }

  /** A fault, a failover or a freeze on the same service, or on everything. */
  private Optional<Interlock> busy(Rollout rollout) {
    String subject = "service/" + rollout.canary().service();
    return means.ledger().interlocks().active().stream()
        .filter(interlock -> interlock.kind() != Kind.ROLLOUT)
        .filter(interlock -> interlock.subject().equals(subject) || interlock.subject().equals("*"))
        .findFirst();
  }

  /** What the canary's annotations say of the change. */
  private static Change change(Canary canary) {
    boolean fix = annotation(canary, CHANGE_CLASS).replace('_', '-').equals("critical-fix");
    return new Change(
        fix ? ChangeClass.CRITICAL_FIX : ChangeClass.NORMAL, annotation(canary, WATCHER));
  }

  private static String annotation(Canary canary, String name) {
    return canary.written().text("metadata", "annotations", name);
  }
}
