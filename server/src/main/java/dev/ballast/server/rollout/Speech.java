// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryEffect.Say;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.Hook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a rollout says of itself, once for each standing: while a gate stays closed the same is not
 * said at every check. That a check failed is a standing of its own, but what goes well is not said
 * again because of it. Owned by its driver; not thread-safe.
 */
final class Speech {

  private final Diary diary;
  private final Asker asker;
  private final Set<String> warned = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> answers = new HashMap<>();
  private String place = "";
  private int failedChecks;

  Speech(Diary diary, Asker asker) {
    this.diary = diary;
    this.asker = asker;
  }

  void say(Rollout rollout, Say say) {
    CanaryState state = rollout.state();
    String now =
        "%s %s %d %d".formatted(state.applied(), state.phase(), state.weight(), state.iterations());
    if (!now.equals(place)) {
      told.clear();
      warned.clear();
    } else if (state.failedChecks() != failedChecks) {
      warned.clear();
    }
    place = now;
    failedChecks = state.failedChecks();
    boolean news = say.severity() == Severity.INFO ? told.add(say.text()) : warned.add(say.text());
    if (news) {
      diary.said(rollout, say);
      asker.tell(rollout, say);
    }
  }

  /**
   * Why a hook said no, when that is another answer than its last for this version. One that would
   * roll back says no as long as all is well.
   *
   * @param why empty when it said yes, or nothing of itself
   */
  void answer(Rollout rollout, Hook hook, String why) {
    if (hook.type() == Hook.Type.ROLLBACK || BudgetHooks.isBudget(hook)) {
      return;
    }
    String key = hook.type().word() + " " + hook.name();
    String said = rollout.state().applied() + " " + why;
    if (!said.equals(answers.put(key, said)) && !why.isEmpty()) {
      diary.refused(rollout, hook, why);
    }
  }
}
