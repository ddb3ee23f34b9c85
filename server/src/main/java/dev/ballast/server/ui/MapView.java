// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** The service map as it is drawn; all lengths are in the drawing's own units. */
public record MapView(
    int width, int height, List<Lane> lanes, List<Line> lines, List<Node> nodes, String folded) {

  /** A region. */
  public record Lane(String name, int y, int height) {}

  /**
   * Calls.
   *
   * @param dashed to another region
   */
  public record Line(String path, String width, boolean failing, boolean dashed, String title) {}

  /** A place, or several that were folded into one. */
  public record Node(
      String id,
      int x,
      int y,
      int width,
      int height,
      Tone tone,
      String name,
      String note,
      String corner,
      String link,
      String title) {}

  public MapView {
    lanes = List.copyOf(lanes);
    lines = List.copyOf(lines);
    nodes = List.copyOf(nodes);
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }
}
