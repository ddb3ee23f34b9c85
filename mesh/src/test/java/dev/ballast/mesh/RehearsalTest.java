// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

  /** An answer that is wrong or late ends it with an exception. */
  @Test
  void playsOnBothKindsOfListener() throws Exception {
    assertThat(Rehearsal.play(Duration.ofMillis(50)))
        .contains("\"event\":\"ready\"")
        .contains("\"service\":\"web\"")
        .contains("\"service\":\"bytes\"");
  }
}
