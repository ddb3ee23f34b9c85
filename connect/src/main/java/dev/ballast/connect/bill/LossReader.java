// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import dev.ballast.control.cost.Loss;
import dev.ballast.control.cost.bill.Bill;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads what incidents cost: rows of {@code time,loss}, or of {@code time,minutes} and perhaps
 * {@code share} where a minute has a price. Other columns may be there. A row that cannot be
 * understood is told with its line and left out.
 */
public final class LossReader {

  private static final List<String> COLUMNS = List.of("time", "loss", "minutes", "share");
  private static final int TIME = 0;
  private static final int LOSS = 1;
  private static final int MINUTES = 2;
  private static final int SHARE = 3;
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_PROBLEMS = 20;

  private final OptionalDouble minute;

  /**
   * What was read.
   *
   * @param broken rows that are in no loss; the first of them in {@code problems}
   */
  public record Read(List<Loss> losses, int broken, List<Bill.Problem> problems) {
    public Read {
      losses = List.copyOf(losses);
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param minute what a minute without service costs; empty: rows have to have a loss
   */
  public LossReader(OptionalDouble minute) {
    this.minute = minute;
  }

  /**
   * Reads to the end.
   *
   * @throws IllegalArgumentException when the first row is not a header with what is needed, or
   *     there are more than a million rows
   */
  public Read read(InputStream in) throws IOException {
    CsvRows rows =
        new CsvRows(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16));
    CsvRows.Row header = rows.next();
    int[] wanted = wanted(header == null ? "" : header.text());
    List<Loss> losses = new ArrayList<>();
    List<Bill.Problem> problems = new ArrayList<>();
    int broken = 0;
    String[] fields = new String[COLUMNS.size()];
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      Arrays.fill(fields, "");
      try {
        losses.add(loss(row, wanted, fields));
      } catch (IllegalArgumentException e) {
        broken++;
        if (problems.size() < MOST_PROBLEMS) {
          problems.add(new Bill.Problem(row.line(), String.valueOf(e.getMessage())));
        }
      }
      if (losses.size() + broken > MOST_ROWS) {
        throw new IllegalArgumentException("rows: over 1,000,000 (expected: at most so many)");
      }
    }
    return new Read(losses, broken, problems);
  }

  private int[] wanted(String header) {
    String text = header.startsWith("\uFEFF") ? header.substring(1) : header;
    int columns = 1 + (int) text.chars().filter(c -> c == ',').count();
    int[] every = new int[columns];
    Arrays.setAll(every, i -> i);
    String[] names = new String[columns];
    int n = CsvRows.split(text, every, names);
    int[] places = new int[Math.max(0, n)];
    List<String> found = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      String name = names[i].strip();
      places[i] = found.contains(name) ? -1 : COLUMNS.indexOf(name);
      found.add(name);
    }
    boolean priced = found.contains("minutes") && minute.isPresent();
    if (!found.contains("time") || !(found.contains("loss") || priced)) {
      throw new IllegalArgumentException(
          "header: %s (expected: time and loss, or time and minutes%s)"
              .formatted(
                  text.isBlank() ? "none" : text,
                  minute.isPresent() ? "" : " with a price of a minute: --model FILE"));
    }
    return places;
  }

  private Loss loss(CsvRows.Row row, int[] wanted, String[] fields) {
    if (!row.closed() || CsvRows.split(row.text(), wanted, fields) < 0) {
      throw new IllegalArgumentException("a quote is not closed, or stands where none may");
    }
    Instant at = time(fields[TIME].strip());
    if (!fields[LOSS].isBlank()) {
      return new Loss(at, number("loss", fields[LOSS], Double.MAX_VALUE));
    }
    if (fields[MINUTES].isBlank() || minute.isEmpty()) {
      throw new IllegalArgumentException("loss: missing");
    }
    double share = fields[SHARE].isBlank() ? 1 : number("share", fields[SHARE], 1);
    return new Loss(at, number("minutes", fields[MINUTES], 1e9) * share * minute.getAsDouble());
  }

  /** A moment, or a day that begins in UTC. */
  private static Instant time(String text) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time: %s (expected: such as 2026-01-31 or 2026-01-31T12:00:00Z)"
              .formatted(text.isEmpty() ? "missing" : text),
          e);
    }
  }

  private static double number(String name, String text, double most) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, as every other number that cannot be.
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: a number, %s)"
            .formatted(name, text.strip(), most == 1 ? "0 to 1" : "0 or more"));
  }
}
