// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/**
 * A number that begins at 0: {@code read}, and {@code add n}, which may answer the number that it
 * made.
 */
final class CounterModel implements Model {

  @Override
  public String name() {
    return "counter";
  }

  @Override
  public String problem(Operation operation) {
    return switch (operation.name()) {
      case "read" ->
          operation.answered() && !Whole.is(operation.result())
              ? "result: " + operation.result() + " (expected: a whole number)"
              : "";
      case "add" -> {
        if (!Whole.is(operation.value())) {
          yield "value: " + operation.value() + " (expected: a whole number)";
        }
        yield operation.result().equals(Operation.NULL) || Whole.is(operation.result())
            ? ""
            : "result: " + operation.result() + " (expected: the new number, or nothing)";
      }
      default -> "op: " + operation.name() + " (expected: read or add)";
    };
  }

  @Override
  public Steps steps(List<Operation> operations) {
    int n = operations.size();
    boolean[] adds = new boolean[n];
    boolean[] told = new boolean[n];
    long[] amounts = new long[n];
    long[] results = new long[n];
    for (int i = 0; i < n; i++) {
      Operation operation = operations.get(i);
      adds[i] = operation.name().equals("add");
      told[i] = !operation.result().equals(Operation.NULL);
      amounts[i] = adds[i] ? Whole.of(operation.value()) : 0;
      results[i] = told[i] ? Whole.of(operation.result()) : 0;
    }
    return new Steps() {
      @Override
      public long initial() {
        return 0;
      }

      @Override
      public long step(long state, int operation) {
        long next = state + amounts[operation];
        return told[operation] && next != results[operation] ? REJECTED : next;
      }

      @Override
      public boolean reads(int operation) {
        return amounts[operation] == 0;
      }

      @Override
      public String describe(long state) {
        return String.valueOf(state);
      }
    };
  }
}
