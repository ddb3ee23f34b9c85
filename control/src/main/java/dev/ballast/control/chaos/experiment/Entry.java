// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param judgement empty where no tolerance was asked for
 */
public record Entry(
    Activity activity, Answer answer, Instant start, Instant end, Judgement judgement) {

  /** Whether a probe's answer is what it has to be. */
  public record Judgement(boolean asked, boolean met, String text) {
    static final Judgement NONE = new Judgement(false, true, "");

    static Judgement kept() {
      return new Judgement(true, true, "");
    }

    static Judgement missed(String text) {
      return new Judgement(true, false, text);
    }
  }
}
