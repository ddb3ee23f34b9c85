// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.request.RequestMatch;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import java.util.List;

/** What a canary's state means for traffic: which requests the new version meets. */
public sealed interface Exposure {

  /** None: all are the primary's. */
  record Nothing() implements Exposure {}

  /** A share of all, whichever. */
  record Share(int percent) implements Exposure {}

  /** Those that match; all others are the primary's. */
  record Matching(List<RequestMatch> any) implements Exposure {
    public Matching {
      any = List.copyOf(any);
    }
  }

  /** Copies of a share of them; every answer that anybody gets is the primary's. */
  record Copies(Ratio share) implements Exposure {}

  /**
   * What a state asks for.
   *
   * @throws IllegalArgumentException when what it is to match cannot be matched
   */
  static Exposure of(Canary canary, CanaryState state) {
    boolean same = state.applied().equals(state.promoted());
    if (same || (state.weight() == 0 && !state.mirrored())) {
      return new Nothing();
    }
    Shift shift = canary.analysis().shift();
    if (state.mirrored()) {
      return new Copies(new Ratio(Math.max(1, shift.copies()) / 100.0));
    }
    return shift instanceof Shift.Matching matching && state.phase().isUnderWay()
        ? new Matching(matching.requests())
        : new Share(state.weight());
  }

  /** In words, after "gets". */
  default String words() {
    return switch (this) {
      case Nothing _ -> "nothing";
      case Share(int percent) -> percent + " %";
      case Matching _ -> "the requests that match";
      case Copies(Ratio share) -> "copies of " + Math.round(share.value() * 100) + " %";
    };
  }
}
