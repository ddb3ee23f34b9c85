// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.bench.postgres.Partition.Outcome;
import dev.ballast.shop.postgres.PostgresUnavailableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small version of {@code bench/run PostgresTwoWay}. */
@Timeout(60)
final class PartitionTest {

  @Test
  void whatIsLostUnderACutIsExactlyWhatTheJournalSays() throws Exception {
    try (TwoNodes nodes = new TwoNodes(Map.of())) {
      Outcome outcome = new Partition(nodes, "cut", 40, 1).run(200, 120_000);

      assertThat(outcome.writes()).isEqualTo(400);
      assertThat(outcome.missing()).isEmpty();
      assertThat(outcome.extra()).isEmpty();
      assertThat(outcome.lost()).as("nearly every key").isBetween(30, 40);
      assertThat(outcome.conflictsWonBySecond()).as("the fast clock").isEqualTo(outcome.lost());
      assertThat(outcome.exact()).isTrue();
    } catch (PostgresUnavailableException e) {
      abort("PostgreSQL cannot run here: " + e.getMessage());
    }
  }
}
