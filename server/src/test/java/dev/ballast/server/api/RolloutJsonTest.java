// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.server.rollout.ReleaseStory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutJsonTest {

  private static RolloutJson json(ReleaseStory story) {
    return RolloutJson.of(story.view(), true);
  }

  private static List<String> stages(ReleaseStory story) {
    return json(story).stages().stream().map(RolloutJson.StageJson::state).toList();
  }

  @Test
  void before_the_first_rollout_no_stage_is_skipped() {
    assertThat(stages(ReleaseStory.applied())).containsExactly("next", "next", "next");
  }

  @Test
  void what_failed_says_why_where_and_what_it_never_reached() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(25, Duration.ZERO);
    story.command(Command.ABORT);
    assertThat(json(story).because()).isEqualTo("aborted by ann");
    assertThat(stages(story)).containsExactly("done", "failed", "not_reached");
  }

  @Test
  void what_is_paused_says_by_whom_and_waits_for_somebody() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(5, Duration.ZERO);
    story.command(Command.PAUSE);
    assertThat(json(story).paused()).isTrue();
    assertThat(json(story).pausedBy()).isEqualTo("ann");
    assertThat(json(story).pausedAt()).isEqualTo(story.clock().instant());
    assertThat(json(story).waitingFor()).isEqualTo("somebody to resume it");
    story.command(Command.RESUME);
    assertThat(json(story).pausedBy()).isNull();
  }
}
