// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What people read of a rollout. */
class RolloutStatusCommandTest {

  private static final String PAUSED =
      """
      {"namespace":"shop","name":"payments","phase":"Progressing","revision":"v2","primary":"v1","weight":10,
      "gets":"10 %","paused":true,"paused_by":"ann","paused_at":"2026-11-27T08:00:00.123Z","note":"",
      "stages":[{"weight":10,"state":"now"},{"weight":50,"state":"next"}],"waiting_for":"somebody to resume it"}
      """;

  private static final String FAILED =
      """
      {"namespace":"shop","name":"payments","phase":"Failed","revision":"v2","primary":"v1","weight":0,"gets":"nothing",
      "because":"2 checks failed, the last: pre-rollout check smoke failed: no answer within 5 s",
      "stages":[{"weight":10,"state":"not_reached"},{"weight":50,"state":"not_reached"}]}
      """;

  private static String status(String rollout, String... names) throws IOException {
    try (FakeServer server =
        FakeServer.start()
            .answer("/api/v1/rollouts", 200, "{\"rollouts\":[" + rollout + "]}")
            .answer("/api/v1/rollouts/shop/payments", 200, rollout)) {
      String[] words = {"rollout", "status", "--server", server.url()};
      String[] all = Arrays.copyOf(words, words.length + names.length);
      System.arraycopy(names, 0, all, words.length, names.length);
      Shell.Answer answer = Shell.piped().run(all);
      assertThat(answer.exitCode()).isZero();
      return answer.out().replaceAll("\\s+", " ");
    }
  }

  @Test
  void a_pause_is_seen_with_who_and_since_when() throws IOException {
    assertThat(status(PAUSED)).contains("Progressing, paused");
    assertThat(status(PAUSED, "shop/payments"))
        .contains(
            "paused by ann since 2026-11-27T08:00:00Z; checks and rolling back go on. To let it"
                + " grow again: ballast rollout resume shop/payments");
  }

  @Test
  void what_failed_says_why() throws IOException {
    String why = "2 checks failed, the last: pre-rollout check smoke failed: no answer within 5 s";
    assertThat(status(FAILED)).contains("because " + why);
    assertThat(status(FAILED, "shop/payments"))
        .contains("because " + why, "10 % (not reached) → 50 % (not reached)");
  }

  @Test
  void a_dry_run_says_first_that_nothing_would_happen_now() throws IOException {
    Path file = Files.createTempFile("canary", ".yaml");
    try (FakeServer server =
        FakeServer.start()
            .answer(
                "/api/v1/rollouts",
                200,
                FAILED.replace(
                    "{\"namespace\"", "{\"trouble\":\"no mesh serves it\",\"namespace\""))) {
      Shell.Answer answer =
          Shell.piped()
              .run("rollout", "apply", file.toString(), "--dry-run", "--server", server.url());
      assertThat(answer.out())
          .startsWith("Valid, but it would not run now: no mesh serves it\nNothing was changed.\n");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void a_pause_that_was_there_says_so() throws IOException {
    String again = PAUSED.replace("\"note\":\"\"", "\"note\":\"it was paused already, by ann\"");
    try (FakeServer server =
        FakeServer.start().answer("/api/v1/rollouts/shop/payments", 200, again)) {
      Shell.Answer answer =
          Shell.piped().run("rollout", "pause", "shop/payments", "--server", server.url());
      assertThat(answer.out()).startsWith("Nothing was done: it was paused already, by ann.");
    }
  }
}
