// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import dev.ballast.telemetry.query.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of text as a log record: time and severity by their looks, the rest as it is. */
final class PlainLine {

  private static final Pattern TRACE =
      Pattern.compile("\\btrace_?id[\"=: ]{1,3}([0-9a-f]{32})\\b", Pattern.CASE_INSENSITIVE);

  private static final int WORDS = 6;
  private static final int HEAD = 200;

  private PlainLine() {}

  /** Whether a line goes on with what the one before it began: a stack trace, mostly. */
  static boolean continues(String line) {
    return line.startsWith(" ")
        || line.startsWith("\t")
        || line.startsWith("Caused by: ")
        || line.startsWith("Suppressed: ");
  }

  static LogRecord read(String line, LogLines.Sender sender, long nowNanos) {
    Times.Head head = Times.head(line);
    String body = head.end() == 0 ? line : line.substring(head.end()).strip();
    String word = severity(body);
    Map<String, String> resource = new HashMap<>(Map.of("service.name", sender.service()));
    if (!sender.region().isEmpty()) {
      resource.put("cloud.region", sender.region());
    }
    Matcher trace = TRACE.matcher(body);
    return new LogRecord(
        head.end() == 0 ? nowNanos : head.nanos(),
        sender.service(),
        trace.find() ? trace.group(1) : "",
        "",
        Severities.number(word),
        word,
        body,
        resource,
        Map.of());
  }

  /** The first of the first words that is one; empty when none is. */
  private static String severity(String body) {
    int start = -1;
    int words = 0;
    for (int i = 0; i <= Math.min(body.length(), HEAD) && words < WORDS; i++) {
      boolean letter = i < body.length() && Character.isLetter(body.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        String word = body.substring(start, i);
        if (word.equals(word.toUpperCase(java.util.Locale.ROOT)) && Severities.number(word) > 0) {
          return word;
        }
        words++;
        start = -1;
      }
    }
    return "";
  }
}
