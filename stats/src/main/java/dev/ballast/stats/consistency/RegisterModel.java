// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One value: {@code read}, {@code write v}, and {@code cas [old, new]} that answers true or false.
 * It begins as null. Values are equal when their JSON is.
 */
final class RegisterModel implements Model {

  private final String name;

  RegisterModel(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String problem(Operation operation) {
    return switch (operation.name()) {
      case "read", "write" -> "";
      case "cas" -> cas(operation);
      default -> "op: " + operation.name() + " (expected: read, write or cas)";
    };
  }

  private static String cas(Operation operation) {
    if (Pair.of(operation.value()).isEmpty()) {
      return "value: " + operation.value() + " (expected: [old, new] for cas)";
    }
    return switch (operation.result()) {
      case "true", "false", Operation.NULL -> "";
      default -> "result: " + operation.result() + " (expected: true or false for cas)";
    };
  }

  @Override
  public Steps steps(List<Operation> operations) {
    Machine machine = new Machine(operations.size());
    operations.forEach(machine::add);
    return machine;
  }

  private static final class Machine implements Steps {
    private static final byte READ = 0;
    private static final byte WRITE = 1;
    private static final byte CAS = 2;
    private static final byte CAS_FAILED = 3;

    private final byte[] kinds;
    private final int[] first;
    private final int[] second;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int size;

    Machine(int operations) {
      kinds = new byte[operations];
      first = new int[operations];
      second = new int[operations];
      number(Operation.NULL);
    }

    void add(Operation operation) {
      switch (operation.name()) {
        case "read" -> first[size] = number(operation.result());
        case "write" -> {
          kinds[size] = WRITE;
          first[size] = number(operation.value());
        }
        default -> {
          kinds[size] = operation.result().equals("false") ? CAS_FAILED : CAS;
          Pair pair = Pair.of(operation.value()).orElseThrow();
          first[size] = number(pair.first());
          second[size] = number(pair.second());
        }
      }
      size++;
    }

    private int number(String value) {
      return numbers.computeIfAbsent(
          value,
          v -> {
            values.add(v);
            return values.size() - 1;
          });
    }

    @Override
    public long initial() {
      return 0;
    }

    @Override
    public long step(long state, int operation) {
      return switch (kinds[operation]) {
        case READ -> state == first[operation] ? state : REJECTED;
        case WRITE -> first[operation];
        case CAS -> state == first[operation] ? second[operation] : REJECTED;
        default -> state == first[operation] ? REJECTED : state;
      };
    }

    @Override
    public boolean reads(int operation) {
      return kinds[operation] == READ || kinds[operation] == CAS_FAILED;
    }

    @Override
    public String describe(long state) {
      return values.get((int) state);
    }
  }
}
