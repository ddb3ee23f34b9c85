// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.topology.Signals;
import dev.ballast.model.ServiceName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GapTest {

  @ParameterizedTest
  @CsvSource({
    "false, 0, 0, 0, true, 9, 0, CALLER_SILENT",
    "true, 0, 0, 0, true, 9, 0, CALLER_IDLE",
    "true, 9, 0, 0, true, 9, 0, CALLS_NOT_TRACED",
    "true, 9, 9, 3, true, 9, 3, CONTEXT_LOST",
    "true, 9, 9, 3, false, 0, 0, NAMES_MISSING",
    "true, 9, 9, 0, true, 9, 0, NO_TRAFFIC",
    "true, 9, 9, 3, true, 9, 0, NO_TRAFFIC",
  })
  void saysWhyADeclaredEdgeIsNotSeen(
      boolean known,
      double answers,
      double calls,
      double lost,
      boolean serverKnown,
      double serverAnswers,
      double orphans,
      Gap.Reason reason) {
    Map<ServiceName, Signals> signals =
        Map.of(
            new ServiceName("web"), new Signals(known, answers, calls, lost, 0),
            new ServiceName("db"), new Signals(serverKnown, serverAnswers, 0, 0, orphans));
    Gap gap = Gap.all(new Shops().needs("web", "db").graph(), signals).getFirst();
    assertThat(gap.reason()).isEqualTo(reason);
    assertThat(gap.text()).isNotEmpty();
    assertThat(gap.numbers()).containsEntry("server_requests_without_caller", orphans);
  }

  @Test
  void aSeenEdgeIsNoGapAndAnUndeclaredOneIsDrift() {
    DependencyGraph graph =
        new Shops()
            .needs("web", "db")
            .calls("web", "cache", 1, 0.1)
            .calls("cron", "db", 1, 1)
            .graph();
    assertThat(Gap.all(graph, Map.of())).hasSize(1);
    // cron declares nothing at all: it has not drifted, it is only not described.
    assertThat(Gap.undeclared(graph)).extracting(Link::toString).containsExactly("web → cache");
  }
}
