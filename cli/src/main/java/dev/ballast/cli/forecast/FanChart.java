// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Svg;
import dev.ballast.cli.terminal.Text;
import dev.ballast.stats.forecast.Forecast;
import java.util.Arrays;

/** History and forecast in characters: {@code •} was, {@code o} will be, shaded by how likely. */
final class FanChart {

  private static final int WIDTH = 84;
  private static final int HEIGHT = 14;
  private static final int AHEAD = 28;

  private final char[][] cells = new char[HEIGHT][WIDTH];
  private final double low;
  private final double high;

  private FanChart(double low, double high) {
    this.low = low;
    this.high = high > low ? high : Math.min(Double.MAX_VALUE, low + Math.max(1, Math.abs(low)));
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  static String of(double[] values, Forecast forecast, Style style) {
    return of(
        values,
        forecast.mean(),
        new double[][] {forecast.lower(0.8), forecast.upper(0.8)},
        new double[][] {forecast.lower(0.95), forecast.upper(0.95)},
        Double.NaN,
        style);
  }

  /** Bands by their lower and upper ends; a limit that is no number is not drawn. */
  static String of(
      double[] values,
      double[] mean,
      double[][] band80,
      double[][] band95,
      double limit,
      Style style) {
    int ahead = Math.min(AHEAD, mean.length);
    int perColumn = Math.max(1, (int) Math.ceil(mean.length / (double) AHEAD));
    int behind = Math.min(WIDTH - ahead, Math.max(1, values.length / perColumn));
    double[] shown =
        Arrays.copyOfRange(values, Math.max(0, values.length - behind * perColumn), values.length);
    double[] low95 = band95[0];
    double[] high95 = band95[1];
    double low = Math.min(least(shown), least(low95));
    double high = Math.max(-least(negated(shown)), -least(negated(high95)));
    if (Double.isFinite(limit)) {
      low = Math.min(low, limit);
      high = Math.max(high, limit);
    }
    FanChart chart = new FanChart(low, high);
    chart.line(limit);
    for (int i = 0; i < shown.length; i++) {
      chart.put(i / perColumn, shown[i], '•');
    }
    double[] low80 = band80[0];
    double[] high80 = band80[1];
    int start = (shown.length + perColumn - 1) / perColumn;
    for (int h = 0; h < mean.length; h++) {
      chart.band(start + h / perColumn, low95[h], high95[h], '░');
    }
    for (int h = 0; h < mean.length; h++) {
      chart.band(start + h / perColumn, low80[h], high80[h], '▒');
    }
    for (int h = 0; h < mean.length; h++) {
      chart.put(start + h / perColumn, mean[h], 'o');
    }
    return chart.render(style, Double.isFinite(limit));
  }

  private void line(double limit) {
    if (Double.isFinite(limit)) {
      Arrays.fill(cells[row(limit)], '─');
    }
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static double least(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
  }

  private void put(int column, double value, char mark) {
    if (Double.isFinite(value) && column < WIDTH) {
      cells[row(value)][column] = mark;
    }
  }

  private void band(int column, double from, double to, char mark) {
    if (column < WIDTH) {
      for (int row = row(to); row <= row(from); row++) {
        cells[row][column] = mark;
      }
    }
  }

  private int row(double value) {
    double share = Svg.share(value, low, high);
    return Math.clamp(HEIGHT - 1 - Math.round(share * (HEIGHT - 1)), 0, HEIGHT - 1);
  }

  private String render(Style style, boolean limited) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < HEIGHT; row++) {
      boolean labelled = row == 0 || row == HEIGHT - 1 || row == HEIGHT / 2;
      double share = (HEIGHT - 1 - row) / (HEIGHT - 1.0);
      String label = labelled ? label(Svg.between(low, high, share)) : "";
      text.append(style.dim(String.format("%11s ", label)))
          .append(labelled ? '┤' : '│')
          .append(new String(cells[row]).stripTrailing())
          .append('\n');
    }
    String legend = "             • measured   o forecast   ▒ 80 %   ░ 95 %";
    return text.append(style.dim(limited ? legend + "   ─ limit" : legend)).append('\n').toString();
  }

  private static String label(double value) {
    String text = Text.number(value);
    return text.length() > 11 ? String.format(java.util.Locale.ROOT, "%.3g", value) : text;
  }
}
