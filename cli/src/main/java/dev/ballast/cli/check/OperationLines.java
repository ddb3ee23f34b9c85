// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.model.yaml.Nearest;
import dev.ballast.stats.consistency.Evidence;
import dev.ballast.stats.consistency.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines that are whole operations: process, key, op, value, result, start, end, ok. */
final class OperationLines implements HistoryReader.Lines {

  private static final List<String> FIELDS =
      List.of("process", "key", "op", "value", "result", "start", "end", "ok", "final");

  private final Subject subject;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Evidence.Final> finals = new ArrayList<>();
  private final List<Evidence.Told> journal = new ArrayList<>();
  private long failed;
  private boolean instants;
  private boolean numbers;

  OperationLines(Subject subject) {
    this.subject = subject;
  }

  @Override
  public boolean mine(JsonNode line) {
    return !line.has("type");
  }

  @Override
  public void line(long number, JsonNode line, HistoryReader.Problems problems) {
    boolean known = true;
    for (String field : line.propertyNames()) {
      if (!FIELDS.contains(field)) {
        known = false;
        problems.add(
            number,
            "unknown field "
                + field
                + Nearest.to(field, FIELDS)
                    .map(near -> " (did you mean " + near + "?)")
                    .orElse(""));
      }
    }
    String op = text(line.path("op"));
    if (op.equals(Operation.NULL)) {
      problems.add(number, "op: missing (expected: what was asked, such as read or write)");
    } else if (known && op.equals("lost")) {
      journal.add(new Evidence.Told(key(line), json(line.path("value"))));
    } else if (known && line.path("final").asBoolean(false)) {
      last(line);
    } else if (known) {
      operation(number, op, line, problems);
    }
  }

  private void last(JsonNode line) {
    JsonNode result = line.path("result");
    List<String> values = new ArrayList<>();
    if (result.isArray()) {
      result.values().forEach(value -> values.add(json(value)));
    } else {
      values.add(json(result));
    }
    finals.add(new Evidence.Final(text(line.path("process")), key(line), values));
  }

  private void operation(long number, String op, JsonNode line, HistoryReader.Problems problems) {
    JsonNode ok = line.path("ok");
    JsonNode end = line.path("end");
    boolean over = !end.isMissingNode() && !end.isNull();
    if (!ok.isMissingNode() && !ok.isNull() && !ok.isBoolean()) {
      problems.add(number, "ok: " + ok + " (expected: true, false or null)");
      return;
    }
    if (ok.asBoolean(false) && !over) {
      problems.add(number, "end: missing (expected: a time, since ok is true)");
      return;
    }
    if (ok.isBoolean() && !ok.asBoolean() && over) {
      failed++; // the store said no: surely not done
      return;
    }
    boolean answered = ok.asBoolean(false);
    try {
      long start = time("start", line.path("start"));
      long until = over ? time("end", end) : start;
      if (until < start) {
        problems.add(number, "end: " + end + " (expected: at least the start, " + start + ")");
        return;
      }
      Operation operation =
          new Operation(
              number,
              text(line.path("process")),
              key(line),
              op,
              json(line.path("value")),
              answered ? json(line.path("result")) : Operation.NULL,
              start,
              until,
              answered);
      String problem = subject.problem(operation);
      if (problem.isEmpty()) {
        operations.add(operation);
      } else {
        problems.add(number, problem);
      }
    } catch (IllegalArgumentException e) {
      problems.add(number, String.valueOf(e.getMessage()));
    }
  }

  private long time(String field, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      numbers = true;
      return node.asLong();
    }
    if (node.isString()) {
      try {
        Instant instant = Instant.parse(node.asString());
        instants = true;
        return Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
      } catch (DateTimeException | ArithmeticException e) {
        // told below, like anything else that is no time
      }
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: a whole number of any unit, or a time such as 2026-01-31T14:09:42.123Z)"
            .formatted(field, node.isMissingNode() ? "missing" : node));
  }

  @Override
  public void end(HistoryReader.Problems problems) {
    if (instants && numbers) {
      problems.add(1, "start, end: numbers and times (expected: one of them in all lines)");
    }
  }

  @Override
  public boolean empty() {
    return operations.isEmpty() && finals.isEmpty() && journal.isEmpty() && failed == 0;
  }

  @Override
  public History history() {
    return new History(operations, failed, 0, finals, journal);
  }

  private static String key(JsonNode line) {
    String key = text(line.path("key"));
    return key.equals(Operation.NULL) ? "" : key;
  }

  /** A name, without quotes when it is a string. */
  static String text(JsonNode node) {
    return node.isString() ? node.asString() : json(node);
  }

  static String json(JsonNode node) {
    return node.isMissingNode() ? Operation.NULL : node.toString();
  }
}
