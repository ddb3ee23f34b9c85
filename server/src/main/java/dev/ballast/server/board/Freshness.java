// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How old a board may be. Judging may stop for reasons nobody foresaw; what it said last must not
 * go on to open gates.
 *
 * @param allowed since the board's evaluation
 */
public record Freshness(Duration allowed) {

  /** For a board every so often: three of them may fail, and each may take its time. */
  public static Freshness of(Duration every) {
    return new Freshness(every.multipliedBy(3).plusSeconds(10));
  }

  public boolean isFresh(Board board, Instant now) {
    return board.version() > 0
        && Duration.between(board.health().at(), now).compareTo(allowed) <= 0;
  }

  /** Why nobody should decide on the board, as a sentence; empty when it is fresh. */
  public String problem(Board board, Instant now) {
    if (isFresh(board, now)) {
      return "";
    }
    return board.version() == 0
        ? "Nothing has been judged yet: the server has just started."
        : "Health was judged last %d s ago, at %s (expected: within %d s). See /healthz for what is late."
            .formatted(
                Duration.between(board.health().at(), now).toSeconds(),
                board.health().at(),
                allowed.toSeconds());
  }

  /** A service's SLOs as they may be decided on: from a board that is not fresh, all unknown. */
  public List<SloStatus> slosOf(ServiceName service, Board board, Instant now) {
    String problem = problem(board, now);
    List<SloStatus> slos = board.health().slosOf(service);
    return problem.isEmpty() ? slos : slos.stream().map(slo -> slo.withoutData(problem)).toList();
  }
}
