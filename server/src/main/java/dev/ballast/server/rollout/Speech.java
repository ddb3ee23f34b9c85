// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryEffect.Say;
import dev.ballast.control.rollout.CanaryState;
import java.util.HashSet;
import java.util.Set;

/**
 * What a rollout says of itself, once for each standing: while a gate stays closed the same is not
 * said at every check. Owned by its driver; not thread-safe.
 */
final class Speech {

  private final Diary diary;
  private final Asker asker;
  private final Set<String> said = new HashSet<>();
  private String standing = "";

  Speech(Diary diary, Asker asker) {
    this.diary = diary;
    this.asker = asker;
  }

  void say(Rollout rollout, Say say) {
    CanaryState state = rollout.state();
    String now = "%s %d %d".formatted(state.phase(), state.weight(), state.failedChecks());
    if (!now.equals(standing)) {
      said.clear();
      standing = now;
    }
    if (said.add(say.text())) {
      diary.said(rollout, say);
      asker.tell(rollout, say);
    }
  }
}
