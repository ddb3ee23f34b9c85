// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Instant;
import java.util.List;

/**
 * A fault that was wanted, and how it stands.
 *
 * @param since when the first effect was verified; the start of the request before that
 * @param until when the lease ends unless it is renewed
 * @param ends when it is no longer renewed
 * @param ended why it is over, as a sentence; empty while it is on
 */
public record Injection(
    String id,
    FaultRequest request,
    State state,
    Instant since,
    Instant until,
    Instant ends,
    List<Effect> effects,
    String ended) {

  /** How far it is. */
  public enum State {
    /** Waits for a second person. */
    PENDING,
    /** Verified on all its targets. */
    ACTIVE,
    /** Over, and every target is proved clean. */
    HEALED,
    /** Over, or to be over, and of at least one target nobody could prove that it is clean. */
    UNPROVED,
    /** Was not effective; what was done is undone. */
    FAILED
  }

  /**
   * What became of one target.
   *
   * @param state {@code active}, {@code healed}, {@code failed}, {@code unproved}, {@code gone}
   * @param evidence what was seen that says so
   */
  public record Effect(String target, String agent, String kind, String state, String evidence) {}

  public Injection {
    effects = List.copyOf(effects);
  }

  public boolean isOn() {
    return state == State.ACTIVE;
  }
}
