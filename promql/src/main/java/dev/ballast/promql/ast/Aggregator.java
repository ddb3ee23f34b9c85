// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.Locale;
import java.util.Optional;

/** An aggregation operator and the type of its parameter. */
public enum Aggregator {
  SUM,
  AVG,
  COUNT,
  MIN,
  MAX,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK(ValueType.SCALAR),
  BOTTOMK(ValueType.SCALAR),
  COUNT_VALUES(ValueType.STRING),
  QUANTILE(ValueType.SCALAR),
  LIMITK(ValueType.SCALAR),
  LIMIT_RATIO(ValueType.SCALAR);

  private final Optional<ValueType> parameter;

  Aggregator() {
    this.parameter = Optional.empty();
  }

  Aggregator(ValueType parameter) {
    this.parameter = Optional.of(parameter);
  }

  /** The operator of a word in any case. */
  public static Optional<Aggregator> named(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (Aggregator aggregator : values()) {
      if (aggregator.word().equals(lower)) {
        return Optional.of(aggregator);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Optional<ValueType> parameter() {
    return parameter;
  }

  /** Picks some of its input series as they are instead of making new ones. */
  public boolean isSelecting() {
    return switch (this) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> true;
      default -> false;
    };
  }

  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
