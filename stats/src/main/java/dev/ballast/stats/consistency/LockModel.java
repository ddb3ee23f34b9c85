// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock that ends only when its holder releases it: {@code acquire} answers a token that is above
 * all before it, or true, or false when somebody has it; {@code release} answers false to others.
 */
final class LockModel implements Model {

  private static final long HOLDER = 1L << 32;

  @Override
  public String name() {
    return "lock";
  }

  @Override
  public String problem(Operation operation) {
    String result = operation.result();
    boolean plain =
        result.equals("true") || result.equals("false") || result.equals(Operation.NULL);
    return switch (operation.name()) {
      case "acquire" ->
          plain || Whole.is(result)
              ? ""
              : "result: " + result + " (expected: a token, true or false)";
      case "release" -> plain ? "" : "result: " + result + " (expected: true or false)";
      default -> "op: " + operation.name() + " (expected: acquire or release)";
    };
  }

  @Override
  public Steps steps(List<Operation> operations) {
    int n = operations.size();
    Tokens tokens = Tokens.of(operations, Operation::result);
    Map<String, Integer> numbers = new HashMap<>();
    List<String> processes = new ArrayList<>();
    boolean[] acquires = new boolean[n];
    boolean[] refused = new boolean[n];
    int[] process = new int[n];
    int[] token = new int[n];
    for (int i = 0; i < n; i++) {
      Operation operation = operations.get(i);
      acquires[i] = operation.name().equals("acquire");
      refused[i] = operation.result().equals("false");
      process[i] =
          numbers.computeIfAbsent(
              operation.process(),
              p -> {
                processes.add(p);
                return processes.size();
              });
      token[i] = acquires[i] ? tokens.rank(operation.result()) : 0;
    }
    return new Steps() {
      @Override
      public long initial() {
        return 0;
      }

      @Override
      public long step(long state, int operation) {
        long holder = state / HOLDER;
        long last = state % HOLDER;
        if (refused[operation]) {
          boolean right = acquires[operation] ? holder != 0 : holder != process[operation];
          return right ? state : REJECTED;
        }
        if (!acquires[operation]) {
          return holder == process[operation] ? last : REJECTED;
        }
        if (holder != 0 || (token[operation] != 0 && token[operation] <= last)) {
          return REJECTED;
        }
        return process[operation] * HOLDER + Math.max(last, token[operation]);
      }

      @Override
      public boolean reads(int operation) {
        return refused[operation];
      }

      @Override
      public String describe(long state) {
        String holder =
            state < HOLDER ? "free" : "held by " + processes.get((int) (state / HOLDER) - 1);
        return holder + ", last token " + tokens.describe((int) (state % HOLDER));
      }
    };
  }
}
