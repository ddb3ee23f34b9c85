// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import dev.ballast.telemetry.query.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body of lines, each by itself: a JSON object, or text. Nothing is refused for its form: a
 * line that looks like JSON and is none is kept as text, and said.
 */
public final class LogLines {

  public static final int MOST_LINES = 100_000;
  private static final int LONGEST_LINE = 256 * 1024;

  /** More lines of one record are not kept. */
  private static final int LONGEST_BODY = 32 * 1024;

  private static final int MOST_PROBLEMS = 20;

  /** Deep enough for any record, and no more: a line is somebody else's. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .build();

  /**
   * Who sends, for lines that do not say so.
   *
   * @param region empty when it is not known
   */
  public record Sender(String service, String region) {}

  /**
   * What was read.
   *
   * @param problems what is odd about lines, each as {@code line N: what (expected: rule)}
   * @param dropped lines beyond the limit
   */
  public record Reading(List<LogRecord> records, List<String> problems, int dropped) {
    public Reading {
      records = List.copyOf(records);
      problems = List.copyOf(problems);
    }
  }

  private final Sender sender;
  private final long nowNanos;
  private final List<LogRecord> records = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private boolean plainBefore;

  private LogLines(Sender sender, long nowNanos) {
    this.sender = sender;
    this.nowNanos = nowNanos;
  }

  /**
   * Reads UTF-8 lines.
   *
   * @param nowNanos the time of lines that carry none
   */
  public static Reading read(byte[] body, Sender sender, long nowNanos) {
    LogLines reader = new LogLines(sender, nowNanos);
    int number = 0;
    int dropped = 0;
    int start = 0;
    while (start < body.length) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      number++;
      if (reader.records.size() < MOST_LINES) {
        reader.line(number, body, start, end);
      } else {
        dropped++;
      }
      start = end + 1;
    }
    return new Reading(reader.records, reader.problems, dropped);
  }

  private void line(int number, byte[] body, int start, int end) {
    int length = end > start && body[end - 1] == '\r' ? end - start - 1 : end - start;
    if (length == 0) {
      return;
    }
    int taken = Math.min(length, LONGEST_LINE);
    if (taken < length) {
      problem(number, length + " bytes (expected: at most " + LONGEST_LINE + "); it is cut");
    } else if (body[start] == '{' && json(number, body, start, taken)) {
      plainBefore = false;
      return;
    }
    plain(new String(body, start, taken, StandardCharsets.UTF_8));
  }

  private boolean json(int number, byte[] body, int start, int length) {
    try {
      JsonNode node = JSON.readTree(body, start, length);
      records.add(JsonLine.read(node, sender, nowNanos));
      return true;
    } catch (JacksonException e) {
      problem(number, "no JSON: " + e.getOriginalMessage() + "; it is kept as text");
      return false;
    }
  }

  private void plain(String line) {
    if (line.isBlank()) {
      return;
    }
    if (plainBefore && PlainLine.continues(line)) {
      LogRecord before = records.removeLast();
      records.add(continued(before, line));
      return;
    }
    records.add(PlainLine.read(line, sender, nowNanos));
    plainBefore = true;
  }

  private static LogRecord continued(LogRecord before, String line) {
    if (before.body().length() + line.length() > LONGEST_BODY) {
      return before;
    }
    String body = before.body() + "\n" + line;
    return new LogRecord(
        before.timeNanos(),
        before.service(),
        before.traceId(),
        before.spanId(),
        before.severity(),
        before.severityText(),
        body,
        before.resource(),
        Map.of());
  }

  private void problem(int number, String what) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add("line " + number + ": " + what.replaceAll("\\p{Cntrl}+", " "));
    }
  }
}
