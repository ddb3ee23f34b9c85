// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads {@code timestamp,value} rows, or one value per line, in the order of the file and one row
 * at a time, so that ten million rows need no memory here. A header is optional; empty lines and
 * lines that start with {@code #} are skipped; gzip is recognised by itself.
 */
public final class SeriesFile {

  private static final int MOST_PROBLEMS = 20;
  private static final int BUFFER = 1 << 16;
  private static final int PROGRESS = 1_000_000;

  /**
   * One row.
   *
   * @param line its number in the file, from 1
   * @param stamp the time as the file has it; empty when it has none
   * @param epochMillis the same as milliseconds since 1970; {@link Timestamps#NONE} without a time
   * @param value NaN when it is missing (empty, NaN, NA, null, an infinity)
   */
  public record Row(long line, String stamp, long epochMillis, double value) {}

  /**
   * What was read.
   *
   * @param rows in all
   * @param infinite how many of them count as missing since no measurement is infinite
   */
  public record Read(long rows, long infinite) {}

  /** Says so of that many rows. */
  public static String infinite(long rows) {
    return rows == 1
        ? "1 value is infinite or beyond 1.8e308: it counts as missing"
        : "%,d values are infinite or beyond 1.8e308: they count as missing".formatted(rows);
  }

  private final String name;
  private final Consumer<Row> rows;
  private final List<String> problems = new ArrayList<>();
  private long unlisted;
  private long infinite;
  private Columns columns = Columns.UNKNOWN;
  private int width;
  private long read;

  private SeriesFile(String name, Consumer<Row> rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Reads a file, or standard input when it is called {@code -}.
   *
   * @return what came of it
   * @throws CommandFailure naming every problem (the first twenty) with its line and column
   */
  public static Read read(Terminal terminal, String file, Consumer<Row> rows) {
    if (file.equals("-")) {
      return read("stdin", terminal.in(), told(terminal, rows));
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("FILE: " + file + " (expected: a file, or - for standard input)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(file, in, told(terminal, rows));
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Someone who waits is told how far it is. */
  private static Consumer<Row> told(Terminal terminal, Consumer<Row> rows) {
    if (!terminal.errIsTerminal()) {
      return rows;
    }
    return row -> {
      rows.accept(row);
      if (row.line() % PROGRESS == 0) {
        terminal.progress("read %,d lines ...".formatted(row.line()));
      }
    };
  }

  /** The same from a stream; the name is for messages. */
  public static Read read(String name, InputStream in, Consumer<Row> rows) {
    SeriesFile file = new SeriesFile(name, rows);
    try (BufferedReader reader = reader(in)) {
      file.lines(reader);
    } catch (IOException e) {
      throw CommandFailure.usage(name + ": cannot be read (" + e.getMessage() + ")");
    }
    return file.finished();
  }

  /** Text of a stream, unpacked when it is gzip. */
  public static BufferedReader reader(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    InputStream plain = packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), BUFFER);
  }

  private void lines(BufferedReader reader) throws IOException {
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (text.isBlank() || text.charAt(0) == '#') {
        continue;
      }
      if (columns.equals(Columns.UNKNOWN)) {
        columns = Columns.of(text);
        width = columns.header() ? columns.count(text) : columns.time() < 0 ? 1 : 2;
        if (columns.header()) {
          if (columns.value() < 0) {
            report(number, 1, header(text));
            return;
          }
          continue;
        }
      }
      row(number, text);
    }
  }

  private void row(long line, String text) {
    if (columns.has(text, width) && text.indexOf('"') < 0 && !spare(text)) {
      report(
          line,
          columns.column(text, width),
          "%d columns (expected: %d, %s). Fix: write decimal points, or name all in a first line"
              .formatted(columns.count(text), width, columns.header() ? "as the header" : named()));
      return;
    }
    String value = columns.cell(text, columns.value());
    String stamp = columns.time() < 0 ? "" : columns.cell(text, columns.time());
    if (columns.time() >= 0 && !columns.has(text, columns.value())) {
      report(line, text.length() + 1, "no value (expected: timestamp,value). Fix: add ,VALUE or ,");
      return;
    }
    long time = columns.time() < 0 ? Timestamps.NONE : Timestamps.millis(stamp);
    if (columns.time() >= 0 && time == Timestamps.NONE) {
      String rule = " (expected: a time such as 2026-01-31T14:09:42Z or seconds since 1970)";
      report(
          line, columns.column(text, columns.time()), quoted(stamp) + rule + ". Fix: correct it");
      return;
    }
    double number;
    try {
      number = Values.number(value);
    } catch (NumberFormatException e) {
      String rule = " (expected: a number, or nothing when missing). Fix: correct or empty it";
      report(line, columns.column(text, columns.value()), quoted(value) + rule);
      return;
    }
    read++;
    infinite += Double.isNaN(number) && Values.infinite(value) ? 1 : 0;
    if (problems.isEmpty()) {
      rows.accept(new Row(line, stamp, time, number));
    }
  }

  private String named() {
    return width == 1 ? "value" : "timestamp,value";
  }

  /** Whether nothing is in the columns past the ones that count. */
  private boolean spare(String text) {
    for (int i = width; i < columns.count(text); i++) {
      if (!columns.cell(text, i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String header(String text) {
    return "the header "
        + quoted(text)
        + " names no value (expected: timestamp,value). Fix: rename the columns or remove the line";
  }

  private static String quoted(String text) {
    return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
  }

  private void report(long line, int column, String what) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(name + ":" + line + ":" + column + ": " + what);
    } else {
      unlisted++;
    }
  }

  private Read finished() {
    if (problems.isEmpty() && read == 0) {
      problems.add(
          name
              + ":1:1: no rows (expected: timestamp,value or one value per line). Fix: "
              + "give a file that has some");
    }
    if (!problems.isEmpty()) {
      String more = unlisted > 0 ? "\nand " + unlisted + " more lines like these" : "";
      throw CommandFailure.usage(String.join("\n", problems) + more);
    }
    return new Read(read, infinite);
  }
}
