// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Histories of clients that work at the same time, some of them wrong. */
final class Histories {

  private Histories() {}

  static Operation op(
      String process, String name, String value, String result, long start, long end) {
    return new Operation(start, process, "x", name, value, result, start, end, true);
  }

  static Operation lost(String process, String name, String value, long start) {
    return new Operation(start, process, "x", name, value, "null", start, start, false);
  }

  /** A few operations with any answers at any times: about half of them fit no order. */
  static List<Operation> any(Model model, RandomGenerator random) {
    List<Operation> history = new ArrayList<>();
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      long start = random.nextInt(12);
      boolean answered = random.nextInt(5) != 0;
      String[] asked = asked(model.name(), answered, random);
      history.add(
          new Operation(
              i,
              "p" + random.nextInt(3),
              "x",
              asked[0],
              asked[1],
              asked[2],
              start,
              start + random.nextInt(8),
              answered));
    }
    return history;
  }

  private static String[] asked(String model, boolean answered, RandomGenerator random) {
    String number = String.valueOf(random.nextInt(3));
    String other = String.valueOf(random.nextInt(3));
    String yes = random.nextInt(3) == 0 ? "false" : "true";
    int kind = random.nextInt(3);
    String[] full =
        switch (model) {
          case "counter" ->
              kind == 0
                  ? new String[] {"read", "null", number}
                  : new String[] {"add", number, kind == 1 ? other : "null"};
          case "lock" ->
              kind == 0
                  ? new String[] {"release", "null", yes}
                  : new String[] {"acquire", "null", kind == 1 ? yes : number};
          case "fenced-lock" ->
              switch (kind) {
                case 0 -> new String[] {"acquire", "null", number};
                case 1 -> new String[] {"write", number, yes};
                default -> new String[] {"acquire", "null", other};
              };
          default ->
              switch (kind) {
                case 0 -> new String[] {"read", "null", random.nextInt(4) == 0 ? "null" : number};
                case 1 -> new String[] {"write", number, "null"};
                default -> new String[] {"cas", "[" + number + "," + other + "]", yes};
              };
        };
    return answered ? full : new String[] {full[0], full[1], "null"};
  }

  /**
   * What clients of a register that works see: each operation happens at one moment of its time.
   *
   * @param crashes one in so many writes is never answered; 0 for none
   */
  static List<Operation> valid(int size, int clients, int crashes, RandomGenerator random) {
    List<Operation> history = new ArrayList<>();
    long[] free = new long[clients];
    int value = -1;
    long now = 0;
    for (int i = 0; i < size; i++) {
      now += 1 + random.nextInt(10);
      int client = random.nextInt(clients);
      while (free[client] >= now) {
        client = (client + 1) % clients;
        now++;
      }
      long start = Math.max(free[client] + 1, now - random.nextInt(clients * 10));
      long end = now + random.nextInt(clients * 10);
      free[client] = end;
      boolean crash = crashes > 0 && random.nextInt(crashes) == 0;
      String held = value < 0 ? "null" : String.valueOf(value);
      String process = "c" + client;
      int drawn = random.nextInt(5);
      switch (random.nextInt(3)) {
        case 0 ->
            history.add(new Operation(i, process, "x", "read", "null", held, start, end, true));
        case 1 -> {
          String asked = String.valueOf(drawn);
          history.add(new Operation(i, process, "x", "write", asked, "null", start, end, !crash));
          value = crash && random.nextBoolean() ? value : drawn;
        }
        default -> {
          int expected = random.nextInt(5);
          boolean hit = expected == value;
          history.add(
              new Operation(
                  i,
                  process,
                  "x",
                  "cas",
                  "[" + expected + "," + drawn + "]",
                  String.valueOf(hit),
                  start,
                  end,
                  true));
          value = hit ? drawn : value;
        }
      }
    }
    return history;
  }
}
