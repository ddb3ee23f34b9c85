// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a binary operator pairs the series of its two vectors.
 *
 * @param on whether {@code labels} are those to match on, else those to ignore
 * @param cardinality which side may repeat
 * @param include labels that a grouped result takes from the "one" side
 * @param fillLeft value of a missing left sample, empty when such pairs are dropped
 * @param fillRight value of a missing right sample, empty when such pairs are dropped
 */
public record Matching(
    boolean on,
    List<String> labels,
    Cardinality cardinality,
    List<String> include,
    OptionalDouble fillLeft,
    OptionalDouble fillRight) {

  public static final Matching DEFAULT =
      new Matching(
          false,
          List.of(),
          Cardinality.ONE_TO_ONE,
          List.of(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** Many-to-one is {@code group_left}, one-to-many {@code group_right}. */
  public enum Cardinality {
    ONE_TO_ONE,
    MANY_TO_ONE,
    ONE_TO_MANY,
    MANY_TO_MANY
  }

  public Matching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  public Matching withCardinality(Cardinality value) {
    return new Matching(on, labels, value, include, fillLeft, fillRight);
  }

  public Matching withLabels(boolean on, List<String> labels) {
    return new Matching(on, labels, cardinality, include, fillLeft, fillRight);
  }

  public Matching withGroup(Cardinality cardinality, List<String> include) {
    return new Matching(on, labels, cardinality, include, fillLeft, fillRight);
  }

  /** Sets the fill of one side or both. */
  public Matching withFill(boolean left, boolean right, double value) {
    OptionalDouble fill = OptionalDouble.of(value);
    return new Matching(
        on, labels, cardinality, include, left ? fill : fillLeft, right ? fill : fillRight);
  }
}
