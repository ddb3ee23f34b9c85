// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Place;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an SLO stands, for one region or for the service as a whole, with what that rests on.
 *
 * @param place the service, and the region or the whole
 * @param events good and total in the budget window
 * @param burns one per rule that applies, worst rule first
 * @param split how far its regions can be told apart
 * @param queries part and total over the budget window, as asked
 * @param problem why there is nothing to say, as a sentence with its fix; empty when all is well
 * @param details how the budget came about
 */
public record SloStatus(
    SloName slo,
    String displayName,
    Place place,
    State state,
    Ratio target,
    WindowEvents events,
    Budget budget,
    List<Burn> burns,
    Exhaustion exhaustion,
    Coverage coverage,
    SloWindow window,
    Split split,
    List<String> queries,
    String problem,
    Instant evaluatedAt,
    SloDetails details) {

  /** What can be said of it. */
  public enum State {
    MET,
    /** A burn rule fires. */
    BURNING,
    /** The window's budget is spent. */
    EXHAUSTED,
    /** No sample in the window, or the query failed: never 0 and never 100 %. */
    NO_DATA,
    /** Under half of the last hour has data, or too few events in it to judge. */
    INSUFFICIENT,
    /** The numbers have bounds, and these say different things. */
    UNCERTAIN;

    /** Whether it says how the objective stands. */
    public boolean isKnown() {
      return switch (this) {
        case MET, BURNING, EXHAUSTED -> true;
        case NO_DATA, INSUFFICIENT, UNCERTAIN -> false;
      };
    }
  }

  /** Of events over one window, all known. */
  public SloStatus(
      SloName slo,
      String displayName,
      Place place,
      State state,
      Ratio target,
      WindowEvents events,
      Budget budget,
      List<Burn> burns,
      Exhaustion exhaustion,
      Coverage coverage,
      SloWindow window,
      Split split,
      List<String> queries,
      String problem,
      Instant evaluatedAt) {
    this(
        slo,
        displayName,
        place,
        state,
        target,
        events,
        budget,
        burns,
        exhaustion,
        coverage,
        window,
        split,
        queries,
        problem,
        evaluatedAt,
        SloDetails.PLAIN);
  }

  public SloStatus {
    burns = List.copyOf(burns);
    queries = List.copyOf(queries);
  }

  /** The same, when what it rests on may no longer hold. */
  public SloStatus withoutData(String why) {
    return with(State.NO_DATA, why, details);
  }

  SloStatus with(State newState, String newProblem, SloDetails newDetails) {
    return new SloStatus(
        slo,
        displayName,
        place,
        newState,
        target,
        events,
        budget,
        burns,
        exhaustion,
        coverage,
        window,
        split,
        queries,
        newProblem,
        evaluatedAt,
        newDetails);
  }

  /** Share of good events in the budget window; empty without events. */
  public OptionalDouble sli() {
    return events.total() > 0
        ? OptionalDouble.of(events.good() / events.total())
        : OptionalDouble.empty();
  }

  public Optional<Burn> burn(BurnRule rule) {
    return burns.stream().filter(burn -> burn.rule().equals(rule)).findFirst();
  }
}
