// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Fencing tokens of one key by their rank, from 1, so that two fit into one state. */
final class Tokens {

  private final long[] sorted;

  private Tokens(long[] sorted) {
    this.sorted = sorted;
  }

  static Tokens of(List<Operation> operations, Function<Operation, String> token) {
    return new Tokens(
        operations.stream()
            .map(token)
            .filter(Whole::is)
            .mapToLong(Whole::of)
            .sorted()
            .distinct()
            .toArray());
  }

  /** 0 when there is no token. */
  int rank(String json) {
    return Whole.is(json) ? Arrays.binarySearch(sorted, Whole.of(json)) + 1 : 0;
  }

  String describe(int rank) {
    return rank == 0 ? "none" : String.valueOf(sorted[rank - 1]);
  }
}
