// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * An amount of one currency, exact. Amounts of two currencies are never added or compared: there is
 * no rate that is right for a year.
 *
 * @param currency three capital letters of ISO 4217
 */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {

  public static final String CURRENCY_RULE = "three capital letters of ISO 4217, such as USD";

  public Money {
    if (!isCurrency(currency)) {
      throw new IllegalArgumentException(
          "currency: " + currency + " (expected: " + CURRENCY_RULE + ")");
    }
  }

  public static boolean isCurrency(String text) {
    return text.matches("[A-Z]{3}");
  }

  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** A computed amount, to the cent. */
  public static Money computed(double amount, String currency) {
    return new Money(BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN), currency);
  }

  public Money plus(Money other) {
    return new Money(amount.add(same(other)), currency);
  }

  public Money minus(Money other) {
    return new Money(amount.subtract(same(other)), currency);
  }

  public Money times(long factor) {
    return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
  }

  public double value() {
    return amount.doubleValue();
  }

  private BigDecimal same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "currency: " + other.currency + " (expected: " + currency + ")");
    }
    return other.amount;
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(same(other));
  }

  /** Such as {@code USD 5,376,000}; cents only where there are any. */
  @Override
  public String toString() {
    BigDecimal cents = amount.setScale(2, RoundingMode.HALF_EVEN);
    boolean whole = cents.stripTrailingZeros().scale() <= 0;
    return currency + " " + String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", cents);
  }
}
