// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * A drawing of what was and what may come, of the size of a {@link Chart}, that needs no script.
 *
 * @param note what follows the title: unit and span
 * @param areas from the back to the front
 * @param limits thresholds
 * @param uprights moments that matter
 * @param marks shapes on top, by style and path
 * @param changes what changed in its service
 * @param times the words for each step, for hovering
 */
public record Prospect(
    String title,
    String note,
    List<Shape> areas,
    List<Chart.Line> lines,
    List<Chart.Tick> rows,
    List<Chart.Tick> columns,
    List<Limit> limits,
    List<Upright> uprights,
    List<Shape> marks,
    List<Chart.Mark> changes,
    List<Key> legend,
    List<String> times,
    String summary) {

  public static final Prospect NONE =
      new Prospect(
          "", "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of(), List.of(), "");

  /** A path with its class. */
  public record Shape(String style, String path) {}

  /**
   * A threshold, labelled where the drawing leaves room: at its {@code start} or its {@code end}.
   */
  public record Limit(String at, String label, String anchor) {

    public int x() {
      return anchor.equals("end") ? Chart.RIGHT - 4 : Chart.LEFT + 4;
    }
  }

  /**
   * A moment as a line from top to bottom.
   *
   * @param anchor on which side of it the label stands: {@code start} or {@code end}
   */
  public record Upright(String style, String at, String label, String anchor) {}

  /** What a style means: the class of a sample and the words beside it. */
  public record Key(String style, boolean area, String words) {}

  public Prospect {
    areas = List.copyOf(areas);
    lines = List.copyOf(lines);
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    limits = List.copyOf(limits);
    uprights = List.copyOf(uprights);
    marks = List.copyOf(marks);
    changes = List.copyOf(changes);
    legend = List.copyOf(legend);
    times = List.copyOf(times);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** What the shapes of the changes mean. */
  public List<String> keys() {
    return changes.stream().map(Chart.Mark::key).distinct().toList();
  }
}
