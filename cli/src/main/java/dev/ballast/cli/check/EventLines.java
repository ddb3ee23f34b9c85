// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.stats.consistency.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Lines that are events, as Jepsen has them: {@code type} invoke, ok, fail or info; {@code f},
 * {@code value}, {@code process}, {@code time}. Other fields are left alone.
 */
final class EventLines implements HistoryReader.Lines {

  private static final Set<String> TYPES = Set.of("invoke", "ok", "fail", "info");

  private final Subject subject;
  private final boolean independent;
  private final Map<String, Invoked> pending = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private long events;
  private long timed;
  private long failed;
  private long skipped;

  /** What a process waits for. */
  private record Invoked(long line, String f, String key, JsonNode value, long time) {}

  EventLines(Subject subject, boolean independent) {
    this.subject = subject;
    this.independent = independent;
  }

  @Override
  public boolean mine(JsonNode line) {
    return line.has("type");
  }

  @Override
  public void line(long number, JsonNode line, HistoryReader.Problems problems) {
    String type = word(line.path("type"));
    String process = word(line.path("process"));
    if (!TYPES.contains(type)) {
      problems.add(number, "type: " + type + " (expected: invoke, ok, fail or info)");
      return;
    }
    if (!process.matches("-?\\d+") || process.startsWith("-")) {
      skipped++; // the nemesis, not a client
      return;
    }
    events++;
    JsonNode time = line.path("time");
    timed += time.isIntegralNumber() ? 1 : 0;
    long at = time.isIntegralNumber() ? time.asLong() : number;
    if (type.equals("invoke")) {
      invoke(number, process, line, at, problems);
      return;
    }
    Invoked invoked = pending.remove(process);
    if (invoked == null) {
      problems.add(number, type + " of process " + process + " (expected: an invoke of it before)");
      return;
    }
    switch (type) {
      case "ok" -> answered(number, process, invoked, value(line), at, problems);
      case "fail" -> failed++;
      default -> unanswered(process, invoked, problems);
    }
  }

  private void invoke(
      long number, String process, JsonNode line, long at, HistoryReader.Problems problems) {
    String f = word(line.path("f"));
    JsonNode value = line.path("value");
    if (independent && !(value.isArray() && value.size() == 2)) {
      problems.add(
          number, "value: " + value + " (expected: [key, value], because of --independent)");
      return;
    }
    String key =
        independent
            ? OperationLines.text(value.get(0))
            : line.has("key") ? OperationLines.text(line.path("key")) : "";
    Invoked before = pending.put(process, new Invoked(number, f, key, value(line), at));
    if (before != null) {
      problems.add(
          number,
          "invoke of process %s (expected: the end of its invoke in line %d first)"
              .formatted(process, before.line()));
    }
  }

  private JsonNode value(JsonNode line) {
    JsonNode value = line.path("value");
    return independent && value.isArray() && value.size() == 2 ? value.get(1) : value;
  }

  private void answered(
      long number,
      String process,
      Invoked invoked,
      JsonNode answer,
      long at,
      HistoryReader.Problems problems) {
    String told = OperationLines.json(answer);
    String result =
        switch (invoked.f()) {
          case "read" -> told;
          case "acquire", "release" -> told.matches("-?\\d+|true|false") ? told : "true";
          case "cas" -> "true";
          default -> Operation.NULL;
        };
    if (at < invoked.time()) {
      problems.add(number, "time: " + at + " (expected: at least that of the invoke)");
      return;
    }
    String value =
        invoked.f().equals("read") ? Operation.NULL : OperationLines.json(invoked.value());
    add(
        new Operation(
            invoked.line(),
            process,
            invoked.key(),
            invoked.f(),
            value,
            result,
            invoked.time(),
            at,
            true),
        problems);
  }

  private void unanswered(String process, Invoked invoked, HistoryReader.Problems problems) {
    add(
        new Operation(
            invoked.line(),
            process,
            invoked.key(),
            invoked.f(),
            OperationLines.json(invoked.value()),
            Operation.NULL,
            invoked.time(),
            invoked.time(),
            false),
        problems);
  }

  private void add(Operation operation, HistoryReader.Problems problems) {
    String problem = subject.problem(operation);
    if (problem.isEmpty()) {
      operations.add(operation);
    } else {
      problems.add(operation.number(), problem.replace("op: ", "f: "));
    }
  }

  @Override
  public void end(HistoryReader.Problems problems) {
    pending.forEach((process, invoked) -> unanswered(process, invoked, problems));
    if (timed != 0 && timed != events) {
      problems.add(1, "time: missing in some events (expected: in all, or in none)");
    }
  }

  @Override
  public boolean empty() {
    return events == 0;
  }

  @Override
  public History history() {
    return new History(operations, failed, skipped, List.of(), List.of());
  }

  /** Keywords keep their colon when Clojure writes them as strings. */
  private static String word(JsonNode node) {
    String text = OperationLines.text(node);
    return text.startsWith(":") ? text.substring(1) : text;
  }
}
