// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** All rollouts, the one that needs somebody first. */
public record RolloutsView(Top top, List<Line> lines) {

  /** The sentence that opens the page, and the next one. */
  public record Top(String sentence, String sub, String checked) {}

  /**
   * One rollout.
   *
   * @param verdict the judge's, as a badge
   * @param waits what it waits for, or what keeps it from going on
   */
  public record Line(
      String id,
      String name,
      String link,
      String service,
      String serviceLink,
      RolloutView.Badge phase,
      String since,
      String revisions,
      RolloutView.Track track,
      RolloutView.Badge verdict,
      String waits,
      boolean trouble) {}

  public RolloutsView {
    lines = List.copyOf(lines);
  }
}
