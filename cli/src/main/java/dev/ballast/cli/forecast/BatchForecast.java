// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.series.SeriesTable;
import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import java.io.PrintStream;
import java.util.List;

/** Forecasts many series, as rows that other tools can score. */
final class BatchForecast {

  private BatchForecast() {}

  /** In the order of the rows, on all processors. */
  static void write(List<SeriesTable.Row> rows, Options options, PrintStream out) {
    out.println("id,step,mean,lo80,hi80,lo95,hi95");
    rows.parallelStream().map(row -> text(row, options)).forEachOrdered(out::print);
    out.flush();
  }

  private static String text(SeriesTable.Row row, Options options) {
    Forecast forecast = Portfolio.fit(row.values(), options);
    double[] mean = forecast.mean();
    StringBuilder text = new StringBuilder();
    for (int h = 0; h < mean.length; h++) {
      text.append(row.id()).append(',').append(h + 1).append(',').append(mean[h]);
      for (double p : new double[] {0.1, 0.9, 0.025, 0.975}) {
        text.append(',').append(forecast.quantile(p, h));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
