// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import dev.ballast.stats.consistency.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the clients of all voters asked and were told. */
final class History {

  private record Asked(String client, String key, String name, String value, long at) {}

  private record Answered(String result, long at) {}

  private final Map<Long, Asked> asked = new LinkedHashMap<>();
  private final Map<Long, Answered> answered = new LinkedHashMap<>();

  /** Takes a line of a voter; false when it is about something else. */
  synchronized boolean take(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[0]) {
      case "?" -> {
        asked.put(
            Long.valueOf(words[1]),
            new Asked(words[2], words[3], words[4], words[5], Long.parseLong(words[6])));
        yield true;
      }
      case "=" -> {
        answered.put(Long.valueOf(words[1]), new Answered(words[2], Long.parseLong(words[3])));
        yield true;
      }
      case "-" -> {
        asked.remove(Long.valueOf(words[1]));
        yield true;
      }
      default -> false;
    };
  }

  synchronized int size() {
    return answered.size();
  }

  /** Reads without an answer say nothing and are left out. */
  synchronized List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    asked.forEach(
        (id, one) -> {
          Answered told = answered.get(id);
          if (told != null) {
            operations.add(
                new Operation(
                    id,
                    one.client,
                    one.key,
                    one.name,
                    one.value,
                    told.result,
                    one.at,
                    told.at,
                    true));
          } else if (!one.name.equals("read")) {
            operations.add(
                new Operation(
                    id,
                    one.client,
                    one.key,
                    one.name,
                    one.value,
                    Operation.NULL,
                    one.at,
                    one.at,
                    false));
          }
        });
    return operations;
  }
}
