// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What incidents cost in each whole period of a calendar (UTC), the oldest first. */
public record LossHistory(Length length, List<Period> periods) {

  /** More are hardly years of anything. */
  private static final int MOST = 2_000;

  /** How long a period is. */
  public enum Length {
    WEEK(7),
    MONTH(365.25 / 12),
    QUARTER(365.25 / 4);

    private final double days;

    Length(double days) {
      this.days = days;
    }

    /** So many are a year. */
    double perYear() {
      return 365.25 / days;
    }

    public LocalDate startOf(LocalDate day) {
      return switch (this) {
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
      };
    }

    public LocalDate after(LocalDate start) {
      return switch (this) {
        case WEEK -> start.plusWeeks(1);
        case MONTH -> start.plusMonths(1);
        case QUARTER -> start.plusMonths(3);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of them, with the loss of each incident that began in it. */
  public record Period(LocalDate start, List<Double> losses) {
    public Period {
      losses = List.copyOf(losses);
    }

    public double total() {
      return losses.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  public LossHistory {
    periods = List.copyOf(periods);
  }

  /**
   * Sorts losses into periods. A period without incidents counts: it cost nothing.
   *
   * @param from since when losses were written down; the period that it falls into counts only when
   *     it is that one's first day
   * @param to until when, exclusive; the period that it falls into is not over and does not count
   * @throws IllegalArgumentException when that is not one period, or more than 2,000
   */
  public static LossHistory of(
      Collection<Loss> losses, Length length, LocalDate from, LocalDate to) {
    LocalDate start = length.startOf(from);
    if (start.isBefore(from)) {
      start = length.after(start);
    }
    if (ChronoUnit.WEEKS.between(start, to) > MOST) {
      throw new IllegalArgumentException(
          "%s to %s: too long (expected: at most %d weeks)".formatted(from, to, MOST));
    }
    List<Period> periods = new ArrayList<>();
    for (LocalDate end = length.after(start); !end.isAfter(to); end = length.after(start)) {
      LocalDate first = start;
      LocalDate last = end;
      periods.add(
          new Period(
              first,
              losses.stream()
                  .filter(loss -> isWithin(loss, first, last))
                  .map(Loss::amount)
                  .toList()));
      start = end;
    }
    if (periods.isEmpty()) {
      throw new IllegalArgumentException(
          "%s to %s: no whole %s (expected: one at least)".formatted(from, to, length));
    }
    return new LossHistory(length, periods);
  }

  private static boolean isWithin(Loss loss, LocalDate first, LocalDate end) {
    LocalDate day = loss.at().atOffset(ZoneOffset.UTC).toLocalDate();
    return !day.isBefore(first) && day.isBefore(end);
  }

  /** The losses of each. */
  List<List<Double>> losses() {
    return periods.stream().map(Period::losses).toList();
  }

  /** What a year like these costs. */
  public double yearly() {
    return periods.stream().mapToDouble(Period::total).average().orElse(0) * length.perYear();
  }
}
