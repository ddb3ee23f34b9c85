// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/**
 * A lock whose lease may end at any time, and what it guards: {@code acquire} answers a token that
 * is above all before it, or false; {@code write token} is taken unless a larger token was there
 * first, and answers false when it is refused; {@code release} may always be said.
 */
final class FencedLockModel implements Model {

  private static final long GRANTED = 1L << 32;

  @Override
  public String name() {
    return "fenced-lock";
  }

  @Override
  public String problem(Operation operation) {
    String result = operation.result();
    boolean refused = result.equals("false");
    return switch (operation.name()) {
      case "acquire" ->
          refused || Whole.is(result) || !operation.answered()
              ? ""
              : "result: " + result + " (expected: a token, or false)";
      case "write" ->
          Whole.is(operation.value())
              ? ""
              : "value: " + operation.value() + " (expected: the token that it was made with)";
      case "release" -> "";
      default -> "op: " + operation.name() + " (expected: acquire, write or release)";
    };
  }

  @Override
  public Steps steps(List<Operation> operations) {
    int n = operations.size();
    Tokens tokens = Tokens.of(operations, o -> o.name().equals("acquire") ? o.result() : o.value());
    boolean[] acquires = new boolean[n];
    boolean[] writes = new boolean[n];
    boolean[] refused = new boolean[n];
    int[] token = new int[n];
    for (int i = 0; i < n; i++) {
      Operation operation = operations.get(i);
      acquires[i] = operation.name().equals("acquire");
      writes[i] = operation.name().equals("write");
      refused[i] = operation.result().equals("false");
      token[i] = tokens.rank(acquires[i] ? operation.result() : operation.value());
    }
    return new Steps() {
      @Override
      public long initial() {
        return 0;
      }

      @Override
      public long step(long state, int operation) {
        long granted = state / GRANTED;
        long written = state % GRANTED;
        int mine = token[operation];
        if (acquires[operation] && !refused[operation] && mine != 0) {
          return mine > granted ? mine * GRANTED + written : REJECTED;
        }
        if (writes[operation]) {
          boolean late = mine < Math.max(granted, written);
          if (refused[operation]) {
            return late ? state : REJECTED;
          }
          return mine >= written ? granted * GRANTED + mine : REJECTED;
        }
        return state;
      }

      @Override
      public boolean reads(int operation) {
        return refused[operation] || (!acquires[operation] && !writes[operation]);
      }

      @Override
      public String describe(long state) {
        return "granted up to token "
            + tokens.describe((int) (state / GRANTED))
            + ", written with "
            + tokens.describe((int) (state % GRANTED));
      }
    };
  }
}
