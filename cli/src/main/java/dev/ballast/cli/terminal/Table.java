// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns that line up within {@link Terminal#WIDTH}; numbers to the right. The last column
 * wraps under itself, the others are as wide as their widest cell.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> header;
  private final boolean[] right;
  private final List<List<Cell>> rows = new ArrayList<>();

  private Table(List<String> header, boolean[] right) {
    this.header = header;
    this.right = right;
  }

  /** Columns by title; a title that starts with {@code >} is aligned right. */
  public static Table of(String... titles) {
    boolean[] right = new boolean[titles.length];
    List<String> header = new ArrayList<>();
    for (int i = 0; i < titles.length; i++) {
      right[i] = titles[i].startsWith(">");
      header.add(right[i] ? titles[i].substring(1) : titles[i]);
    }
    return new Table(header, right);
  }

  public Table row(String... cells) {
    rows.add(Arrays.stream(cells).map(text -> new Cell(text, "UNSET")).toList());
    return this;
  }

  /** A row whose first cell is coloured by a health. */
  public Table rowOf(String health, String... cells) {
    List<Cell> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(new Cell(cells[i], i == 0 ? health : "UNSET"));
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public String render(Style style) {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    appendRow(text, header.stream().map(title -> new Cell(title, "HEAD")).toList(), widths, style);
    rows.forEach(row -> appendRow(text, row, widths, style));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0);
      widths[i] = Math.max(header.get(i).length(), widest);
    }
    int last = widths.length - 1;
    int before = Arrays.stream(widths, 0, last).sum() + last * GAP.length();
    widths[last] = Math.min(widths[last], Math.max(24, Terminal.WIDTH - before));
    return widths;
  }

  private void appendRow(StringBuilder text, List<Cell> row, int[] widths, Style style) {
    int last = row.size() - 1;
    int indent = Arrays.stream(widths, 0, last).sum() + last * GAP.length();
    List<String> tail = wrap(row.get(last).text(), widths[last]);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      line.append(row.get(i).dressed(style, widths[i], right[i])).append(GAP);
    }
    line.append(
        new Cell(tail.getFirst(), row.get(last).tone()).dressed(style, widths[last], right[last]));
    text.append(line.toString().stripTrailing()).append('\n');
    for (String more : tail.subList(1, tail.size())) {
      text.append(" ".repeat(indent)).append(more).append('\n');
    }
  }

  /** Breaks at spaces; a word that is too long stays whole. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private record Cell(String text, String tone) {
    String dressed(Style style, int width, boolean right) {
      String space = " ".repeat(Math.max(0, width - text.length()));
      String ink =
          switch (tone) {
            case "UNSET" -> text;
            case "HEAD" -> style.dim(text);
            default -> style.health(tone, text);
          };
      return right ? space + ink : ink + space;
    }
  }
}
