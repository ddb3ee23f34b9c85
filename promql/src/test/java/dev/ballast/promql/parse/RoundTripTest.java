// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.ast.Printer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random queries survive printing: what is printed parses to what prints the same. */
final class RoundTripTest {

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "%", "^", "atan2", "> bool", "<=", "and", "or", "unless");
  private static final List<String> SELECTORS =
      List.of("up", "a{b=\"c\"}", "{x!~\"y|z\",w=\"1\"}", "m offset 5m", "m @ 17", "m @ end()");
  private static final List<String> FUNCTIONS = List.of("abs", "ceil", "sort_desc", "timestamp");
  private static final List<String> RANGES = List.of("rate", "max_over_time", "changes", "delta");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void printedQueriesParseToTheSame(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 250; i++) {
      String query = vector(random, 4);
      String printed = Printer.print(Query.parse(query));
      assertThat(Printer.print(Query.parse(printed)))
          .as("seed %d: %s", seed, query)
          .isEqualTo(printed);
      assertThat(printed.replaceAll("\\s", ""))
          .as("seed %d", seed)
          .hasSameSizeAs(Printer.print(Query.parse(printed)).replaceAll("\\s", ""));
    }
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  private static String vector(RandomGenerator random, int depth) {
    if (depth == 0) {
      return pick(SELECTORS, random);
    }
    return switch (random.nextInt(8)) {
      case 0 -> pick(SELECTORS, random);
      case 1 -> "-" + vector(random, depth - 1);
      case 2 -> "(" + vector(random, depth - 1) + ")";
      case 3 -> pick(FUNCTIONS, random) + "(" + vector(random, depth - 1) + ")";
      case 4 -> "sum by (a, \"b c\") (" + vector(random, depth - 1) + ")";
      case 5 -> pick(RANGES, random) + "(" + range(random, depth - 1) + ")";
      default ->
          vector(random, depth - 1)
              + " "
              + pick(OPERATORS, random)
              + (random.nextBoolean() ? " on (a) " : " ")
              + vector(random, depth - 1);
    };
  }

  private static String range(RandomGenerator random, int depth) {
    String minutes = "[" + (1 + random.nextInt(90)) + "m";
    return random.nextBoolean()
        ? "m{a=\"b\"}" + minutes + "] offset 1h"
        : "(" + vector(random, depth) + ")" + minutes + ":15s] @ start()";
  }
}
