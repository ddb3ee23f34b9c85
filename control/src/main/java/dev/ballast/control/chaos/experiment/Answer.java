// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.rollout.Tree;

/**
 * What came of an activity.
 *
 * @param output the answer; null in JSON when there is none
 * @param exception why it failed; empty when it did not
 */
public record Answer(Status status, Tree output, String exception) {

  private static final Tree NULL = new Tree.Plain("null");

  /** In Chaos Toolkit's words. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  public static Answer of(Tree output) {
    return new Answer(Status.SUCCEEDED, output, "");
  }

  public static Answer failed(String why) {
    return new Answer(Status.FAILED, NULL, why);
  }

  /** It was ended before it had answered. */
  public static Answer aborted() {
    return new Answer(Status.ABORTED, NULL, "ended early");
  }

  /** Nothing was done, by wish. */
  public static Answer dry() {
    return of(NULL);
  }
}
