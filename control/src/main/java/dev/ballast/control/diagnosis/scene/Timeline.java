// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.time.Instant;
import java.util.List;

/**
 * What was changed, and when what was seen: for the question which change it was. Reaches further
 * back than a scene's windows, for a leak shows hours after the rollout that brought it.
 *
 * @param noticed when the alert fired, or now
 * @param headline what the alert says
 */
public record Timeline(
    Instant noticed,
    String headline,
    List<ChangeSample> changes,
    List<Course> courses,
    List<Said> lines) {

  public static final Timeline NONE =
      new Timeline(Instant.EPOCH, "", List.of(), List.of(), List.of());

  /**
   * Something that was logged, or the text of a failed span.
   *
   * @param alarming a warning or worse
   */
  public record Said(Instant at, Subject subject, boolean alarming, String text) {}

  public Timeline {
    changes = List.copyOf(changes);
    courses = List.copyOf(courses);
    lines = List.copyOf(lines);
  }
}
