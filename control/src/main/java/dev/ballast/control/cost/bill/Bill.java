// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.bill;

import dev.ballast.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a source says was paid, exactly as far as it could be read.
 *
 * @param amount the column or field that was added up
 * @param rows that were read, broken ones among them
 * @param broken rows that could not be understood and are in no sum
 * @param totals by currency: amounts of two are never added
 * @param problems the first of those, with their lines
 */
public record Bill(
    String amount, long rows, long broken, List<Total> totals, List<Problem> problems) {

  public Bill {
    totals = List.copyOf(totals);
    problems = List.copyOf(problems);
  }

  /** A row that is in no sum, and why. */
  public record Problem(long line, String text) {}

  /** A part of a sum. */
  public record Group(String name, long rows, BigDecimal amount) {}

  /**
   * One currency's.
   *
   * @param start of the first charge; {@link Instant#EPOCH} when no row says
   * @param end of the last one
   * @param groups what counts, dearest first
   * @param leftOut what does not, by why
   */
  public record Total(
      String currency, Instant start, Instant end, List<Group> groups, List<Group> leftOut) {

    private static final BigDecimal MONTH_SECONDS = BigDecimal.valueOf(365L * 86_400 / 12);

    public Total {
      groups = List.copyOf(groups);
      leftOut = List.copyOf(leftOut);
    }

    public BigDecimal amount() {
      return groups.stream().map(Group::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Months of a twelfth of 365 days; 0 when no row says when. */
    public BigDecimal months() {
      return BigDecimal.valueOf(Math.max(0, Duration.between(start, end).toSeconds()))
          .divide(MONTH_SECONDS, MathContext.DECIMAL64);
    }

    /** As it would be for a month; as it is when no row says for how long. */
    public Money monthly(BigDecimal amount) {
      BigDecimal months = months();
      return new Money(
          months.signum() == 0
              ? amount
              : amount.divide(months, MathContext.DECIMAL64).setScale(2, RoundingMode.HALF_EVEN),
          currency);
    }
  }

  /** Whether sums are short of something. */
  public boolean isIncomplete() {
    return broken > 0;
  }
}
