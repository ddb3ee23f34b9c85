// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.KilledServer.Acknowledged;
import dev.ballast.testkit.Effort;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server, killed with signal 9 while clients write to it over OTLP/HTTP. */
final class KilledServerTest {

  private static final int KILLS = Effort.runs(2, 20);

  private static final int MOST_REQUESTS_BEFORE_A_KILL = 300;
  private static final long SEED = Long.getLong("ballast.seed", 20_260_102L);

  @TempDir private Path folder;

  @Test
  void losesNothingThatItAcknowledged() throws Exception {
    System.err.println("ballast.seed=" + SEED);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    Acknowledged acknowledged = new Acknowledged();
    for (int kill = 0; kill < KILLS; kill++) {
      try (KilledServer server = KilledServer.start(folder)) {
        assertHolds(server, acknowledged, kill);
        server.writeUntilKilled(acknowledged, 1 + random.nextInt(MOST_REQUESTS_BEFORE_A_KILL));
      }
    }
    try (KilledServer server = KilledServer.start(folder)) {
      assertHolds(server, acknowledged, KILLS);
    }
    assertThat(acknowledged.samples()).hasSizeGreaterThan(KILLS);
  }

  private static void assertHolds(KilledServer server, Acknowledged acknowledged, int kills)
      throws Exception {
    TreeSet<Long> missing = new TreeSet<>(acknowledged.samples());
    missing.removeAll(server.samples());
    assertThat(missing).as("samples missing after %d kills", kills).isEmpty();
    for (String trace : acknowledged.newestTraces()) {
      assertThat(server.knowsTrace(trace))
          .as("trace %s and its log record after %d kills", trace, kills)
          .isTrue();
    }
  }
}
