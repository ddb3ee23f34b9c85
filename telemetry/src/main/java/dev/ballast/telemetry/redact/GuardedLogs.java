// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The door to what is kept of logs: every record is redacted and cut to size before it reaches the
 * sink behind, so that no log, block or backup ever holds the rest. Thread-safe.
 */
public final class GuardedLogs implements LogSink {

  static final int LONGEST_BODY = 32 * 1024;
  static final int LONGEST_VALUE = 8 * 1024;
  static final int MOST_ATTRIBUTES = 128;
  private static final String CUT = "log.record.cut";

  private final LogSink behind;
  private final Values guard;
  private final Counter redacted;
  private final Counter cut;

  public GuardedLogs(LogSink behind, Redaction rules, Pseudonyms pseudonyms, Meter meter) {
    this.behind = behind;
    this.guard = new Values(rules, pseudonyms, Set.of());
    this.redacted =
        meter.counter("ballast_logs_redacted_total", "Log records of which something was hidden.");
    this.cut = meter.counter("ballast_logs_cut_total", "Log records that were too large.");
  }

  @Override
  public Appended append(List<LogRecord> records) {
    List<LogRecord> guarded = new ArrayList<>(records.size());
    for (LogRecord record : records) {
      guarded.add(guarded(record));
    }
    return behind.append(guarded);
  }

  private LogRecord guarded(LogRecord log) {
    String shortened = shortened(log.body(), LONGEST_BODY);
    boolean tooLarge = shortened.length() != log.body().length();
    String body = guard.text(shortened);
    Map<String, String> attributes = log.attributes();
    Map<String, String> changed = null;
    if (attributes.size() > MOST_ATTRIBUTES) {
      changed = fewer(attributes);
      attributes = changed;
      tooLarge = true;
    }
    Kept resource = kept(log.resource());
    Kept others = kept(attributes);
    tooLarge |= resource.cut() || others.cut();
    boolean hidden = !body.equals(shortened) || resource.hidden() || others.hidden();
    if (others.hidden() || others.cut()) {
      changed = new HashMap<>(others.values());
    }
    if (hidden) {
      redacted.add();
    }
    if (tooLarge) {
      cut.add();
      changed = changed == null ? new HashMap<>(attributes) : changed;
      changed.put(CUT, "true");
    }
    return !hidden && !tooLarge
        ? log
        : new LogRecord(
            log.timeNanos(),
            log.service(),
            log.traceId(),
            log.spanId(),
            log.severity(),
            shortened(log.severityText(), 64),
            body,
            resource.values(),
            changed == null ? attributes : changed);
  }

  /** What is left of some values. */
  private record Kept(Map<String, String> values, boolean hidden, boolean cut) {}

  private Kept kept(Map<String, String> values) {
    Map<String, String> left = new HashMap<>();
    boolean hidden = false;
    boolean tooLong = false;
    for (Map.Entry<String, String> one : values.entrySet()) {
      String value = shortened(one.getValue(), LONGEST_VALUE);
      tooLong |= value.length() != one.getValue().length();
      String kept = guard.of(one.getKey(), value);
      hidden |= kept == null || !kept.equals(value);
      if (kept != null) {
        left.put(one.getKey(), kept);
      }
    }
    return hidden || tooLong ? new Kept(left, hidden, tooLong) : new Kept(values, false, false);
  }

  /** The first by name, so that the same record is cut the same way. */
  private static Map<String, String> fewer(Map<String, String> attributes) {
    Map<String, String> fewer = new HashMap<>();
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_ATTRIBUTES)
        .forEach(one -> fewer.put(one.getKey(), one.getValue()));
    return fewer;
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
