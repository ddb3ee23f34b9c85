// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.gate.Standing;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.http.ApiException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The gate of every service, by what the newest board says and how fresh that is. */
public final class Gates {

  private final Supplier<Board> board;
  private final Freshness freshness;
  private final GateKeeper keeper;
  private final InstantSource clock;

  public Gates(Supplier<Board> board, Freshness freshness, GateKeeper keeper, InstantSource clock) {
    this.board = board;
    this.freshness = freshness;
    this.keeper = keeper;
    this.clock = clock;
  }

  /** What the answer would be; nobody remembers that somebody asked. */
  public GateDecision look(ServiceName service, Change change) {
    Board now = board.get();
    return isTooEarly(now)
        ? undecided(service, now, change)
        : keeper.look(service, slos(service, now), change);
  }

  /**
   * A decision that somebody acts on: it is kept as an event.
   *
   * @param actor who asks
   */
  public GateDecision decide(ServiceName service, Change change, String actor) {
    Board now = board.get();
    return isTooEarly(now)
        ? undecided(service, now, change)
        : keeper.decide(service, slos(service, now), change, actor);
  }

  /** The service, when it is configured or has been seen. */
  public Optional<ServiceName> find(String name) {
    if (!Names.isValid(name)) {
      return Optional.empty();
    }
    Board now = board.get();
    ServiceName service = new ServiceName(name);
    return now.configuration().services().containsKey(service)
            || !now.health().of(service).isEmpty()
        ? Optional.of(service)
        : Optional.empty();
  }

  /**
   * The service of that name.
   *
   * @throws ApiException when there is none, or nobody can tell yet
   */
  public ServiceName known(String name) {
    if (isTooEarly()) {
      throw new ApiException(503, "starting", "Nothing has been judged yet; retry in a moment.");
    }
    return find(name)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "service: %s (expected: one of %s)"
                        .formatted(name, board.get().worstHealth().keySet())));
  }

  /** Before the first board nobody can tell which services there are. */
  public boolean isTooEarly() {
    return isTooEarly(board.get());
  }

  private static boolean isTooEarly(Board board) {
    return board.version() == 0;
  }

  private List<SloStatus> slos(ServiceName service, Board now) {
    return freshness.slosOf(service, now, clock.instant());
  }

  private GateDecision undecided(ServiceName service, Board now, Change change) {
    Instant at = clock.instant();
    GateDecision blank =
        new Gate(GatePolicy.DEFAULT).decide(service, List.of(), change, new Standing.Unknown(), at);
    return new GateDecision(
        service,
        blank.verdict(),
        blank.strategy(),
        blank.plan(),
        change,
        new GateDecision.Basis.Nothing(),
        blank.standing(),
        blank.hysteresis(),
        blank.policy(),
        blank.outage(),
        List.of(freshness.problem(now, at)),
        List.of(),
        at);
  }
}
