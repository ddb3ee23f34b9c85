// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.Duration;

/**
 * One thing that an experiment asks or does.
 *
 * @param tolerance what its answer has to be; {@link Tolerance.None} outside the steady state
 * @param background the next one does not wait for it
 * @param source as written
 * @param path where it is written, such as {@code $.method[0]}
 */
public record Activity(
    Kind kind,
    String name,
    Provider provider,
    Tolerance tolerance,
    boolean background,
    Duration before,
    Duration after,
    Tree source,
    String path) {

  /** Whether it only asks. */
  public enum Kind {
    PROBE,
    ACTION
  }

  /** The same with another provider: placeholders filled in. */
  public Activity with(Provider filled) {
    return new Activity(kind, name, filled, tolerance, background, before, after, source, path);
  }
}
