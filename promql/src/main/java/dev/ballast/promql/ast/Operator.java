// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** A binary operator; a higher precedence binds tighter. */
public enum Operator {
  OR("or", 1, Family.SET),
  AND("and", 2, Family.SET),
  UNLESS("unless", 2, Family.SET),
  EQUAL("==", 3, Family.COMPARISON),
  NOT_EQUAL("!=", 3, Family.COMPARISON),
  LESS("<", 3, Family.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Family.COMPARISON),
  GREATER(">", 3, Family.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Family.COMPARISON),
  TRIM_UPPER("</", 3, Family.TRIM),
  TRIM_LOWER(">/", 3, Family.TRIM),
  ADD("+", 4, Family.ARITHMETIC),
  SUBTRACT("-", 4, Family.ARITHMETIC),
  MULTIPLY("*", 5, Family.ARITHMETIC),
  DIVIDE("/", 5, Family.ARITHMETIC),
  MODULO("%", 5, Family.ARITHMETIC),
  ATAN2("atan2", 5, Family.ARITHMETIC),
  POWER("^", 6, Family.ARITHMETIC);

  private enum Family {
    ARITHMETIC,
    COMPARISON,
    TRIM,
    SET
  }

  private final String symbol;
  private final int precedence;
  private final Family family;

  Operator(String symbol, int precedence, Family family) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.family = family;
  }

  public String symbol() {
    return symbol;
  }

  public int precedence() {
    return precedence;
  }

  public boolean isSet() {
    return family == Family.SET;
  }

  public boolean isComparison() {
    return family == Family.COMPARISON;
  }

  /** Works on native histograms only. */
  public boolean isTrim() {
    return family == Family.TRIM;
  }

  public boolean isRightAssociative() {
    return this == POWER;
  }
}
