// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Subject;
import dev.ballast.control.maturity.live.Dossiers;
import dev.ballast.control.maturity.live.Material;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Event;
import dev.ballast.server.board.Board;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.scorecard.ScorecardBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Judges everybody's maturity again and again, and writes down what has become of it. One thread
 * looks, others read.
 */
public final class MaturityWatch {

  private final Means means;
  private final EventWindow events;
  private final Looker looker;
  private final Chronicle chronicle;
  private volatile Assessment latest = Assessment.NONE;

  /**
   * Where it looks.
   *
   * @param runbooks the text of one that is a file; empty when it is none or cannot be read
   */
  public record Means(
      Supplier<Board> board,
      Supplier<ConfigState> config,
      Supplier<CapacitySnapshot> capacities,
      CostWatch costs,
      ScorecardBook scorecard,
      UnaryOperator<String> runbooks,
      Ledger ledger,
      InstantSource clock) {}

  public MaturityWatch(Means means) {
    this.means = means;
    this.events = new EventWindow(means.ledger().events());
    this.looker =
        new Looker(means.capacities(), means.costs(), means.scorecard(), means.runbooks());
    this.chronicle = new Chronicle(means.ledger().events());
  }

  /** Judges once. Before anything was judged of health there is nothing to see. */
  public void look() {
    Board board = means.board().get();
    if (board.version() == 0) {
      return;
    }
    Instant now = means.clock().instant();
    ConfigState config = means.config().get();
    Assessment next =
        Dossiers.assess(
            new Material(
                now,
                config.configuration(),
                config.loadedAt(),
                events.upTo(now),
                looker.look(board, now)));
    latest = next;
    chronicle.note(next);
  }

  /** {@link Assessment#NONE} before the first look. */
  public Assessment latest() {
    return latest;
  }

  /** What became of a subject's maturity, the newest first. */
  public List<Event> history(Subject subject, int limit) {
    return chronicle.of(Chronicle.subject(subject), limit);
  }
}
