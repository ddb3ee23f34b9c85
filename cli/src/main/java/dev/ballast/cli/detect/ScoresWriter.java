// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.control.predict.Judgement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes {@code timestamp,value,score,alert}, one row for each row read, as it is read. */
final class ScoresWriter {

  private final BufferedWriter out;
  private long row;

  ScoresWriter(PrintStream out) {
    this.out =
        new BufferedWriter(new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    write("timestamp,value,score,alert\n");
  }

  /** Without a time of its own a row is called by its number, from 0. A missing value is empty. */
  void add(Row read, Judgement judgement) {
    String stamp = read.stamp().isEmpty() ? Long.toString(row) : read.stamp();
    String value = Double.isFinite(read.value()) ? plain(read.value()) : "";
    double score = Math.round(judgement.score() * 1e4) / 1e4;
    write(stamp + ',' + value + ',' + plain(score) + ',' + (judgement.alert() ? '1' : '0') + '\n');
    row++;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void finish() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
