// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * A drawing of values over time, 400 by 150, that needs no script; what a pointer shows on it is in
 * the data attributes.
 *
 * @param unit said in the heading
 * @param window the time that it covers, as in {@code last 6 min}
 * @param times the words for each step, for hovering
 */
public record Chart(
    String title,
    String unit,
    String window,
    List<Line> lines,
    List<Tick> rows,
    List<Tick> columns,
    List<Tick> limits,
    List<Mark> marks,
    List<Spell> spells,
    List<Usual> usual,
    List<String> times,
    String summary) {

  public static final int WIDTH = 400;
  public static final int HEIGHT = 150;
  public static final int LEFT = 46;
  public static final int RIGHT = 384;
  public static final int TOP = 12;
  public static final int BOTTOM = 126;

  /**
   * One series.
   *
   * @param style its class: {@code l0} to {@code l3}, told apart by colour and by dashes
   * @param values the words for each step, for hovering
   */
  public record Line(String name, String style, String path, String last, List<String> values) {}

  /** A time in which something was unlike before. */
  public record Spell(String from, String width, String label) {}

  /**
   * What was expected of a line, and what was usual.
   *
   * @param band outline of the usual band
   * @param path of the expectation
   */
  public record Usual(String name, String band, String path) {}

  /** A position on an axis and its words. */
  public record Tick(String at, String label) {}

  /**
   * Something that changed.
   *
   * @param head the shape on top of its line, told apart from others without colour
   * @param key its sign and word for the legend
   */
  public record Mark(String at, String label, String style, String head, String key) {}

  public Chart {
    lines = List.copyOf(lines);
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    limits = List.copyOf(limits);
    marks = List.copyOf(marks);
    spells = List.copyOf(spells);
    usual = List.copyOf(usual);
    times = List.copyOf(times);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** What the shapes of the marks mean. */
  public List<String> keys() {
    return marks.stream().map(Mark::key).distinct().toList();
  }

  /** The same with the name of whom it is about before its title. */
  Chart of(String name) {
    return new Chart(
        name + ": " + title.toLowerCase(java.util.Locale.ROOT),
        unit,
        window,
        lines,
        rows,
        columns,
        limits,
        marks,
        spells,
        usual,
        times,
        name + ", " + summary);
  }

  /**
   * The same over another time than the last while.
   *
   * @param words such as {@code the rollout's 6 min}
   */
  Chart over(String words) {
    return new Chart(
        title, unit, words, lines, rows, columns, limits, marks, spells, usual, times, summary);
  }
}
