// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** All incidents: those that need somebody first. */
public record IncidentsView(
    String sentence, String sub, String judged, List<Line> open, List<Line> over) {

  /** One incident. */
  public record Line(
      String id,
      String link,
      Tone tone,
      String word,
      List<String> tags,
      String sentence,
      String cause,
      String hurt,
      String first,
      String command,
      String since,
      String exact) {}

  public IncidentsView {
    open = List.copyOf(open);
    over = List.copyOf(over);
  }

  public boolean isEmpty() {
    return open.isEmpty() && over.isEmpty();
  }
}
