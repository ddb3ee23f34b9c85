// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.time.Instant;
import java.util.List;

/**
 * Something unlike before at one place, in one or more of its series.
 *
 * @param id unique for good
 * @param since when the first of its series began to deviate
 * @param told when it was first told
 * @param state whether it is open
 * @param members what deviates or did, what matters most first; never empty but after a restart
 * @param behind places with an open anomaly that this one may come from: it depends on them, or all
 *     began at the same time
 * @param alert whether people are told: not when it is behind another, nor when the dial's alerts
 *     are spent
 * @param note what else is to be known, as sentences; may be empty
 */
public record Anomaly(
    String id,
    Place place,
    Instant since,
    Instant told,
    State state,
    List<Member> members,
    List<Place> behind,
    boolean alert,
    String note) {

  /** Whether it goes on. */
  public sealed interface State {

    /** It goes on. */
    record Open() implements State {}

    /** It is over, for the reason that a sentence gives. */
    record Cleared(Instant at, String why) implements State {}

    /** Nothing is heard of it any more, so nobody knows how it went on. */
    record Lost(Instant at, String why) implements State {}
  }

  /**
   * A series that deviates.
   *
   * @param open whether it still does
   */
  public record Member(SeriesName series, Explanation why, boolean open) {}

  public Anomaly {
    members = List.copyOf(members);
    behind = List.copyOf(behind);
  }

  public boolean isOpen() {
    return state instanceof State.Open;
  }

  /** The end, or the given time while it is open. */
  public Instant endOr(Instant now) {
    return switch (state) {
      case State.Open _ -> now;
      case State.Cleared(var at, var _) -> at;
      case State.Lost(var at, var _) -> at;
    };
  }

  /** Why it is open no more, as a sentence; empty while it is. */
  public String ending() {
    return switch (state) {
      case State.Open _ -> "";
      case State.Cleared(var _, var why) -> why;
      case State.Lost(var _, var why) -> why;
    };
  }

  /** What is strange, in one line without the place. */
  public String text() {
    return AnomalyWords.text(this);
  }
}
