// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import dev.ballast.control.diagnosis.drain.TemplateTree;
import dev.ballast.telemetry.query.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said again and again: records by service and template, the most frequent first. */
final class LogTemplates {

  /**
   * Records that differ in values only.
   *
   * @param severity the highest of them
   * @param example the newest body
   */
  record Line(
      String service,
      String template,
      int count,
      int severity,
      Instant first,
      Instant last,
      String example) {}

  private record Key(String service, int number) {}

  private record Sum(int count, int severity, Instant first, Instant last, String example) {
    Sum with(LogRecord older) {
      return new Sum(count + 1, Math.max(severity, older.severity()), older.time(), last, example);
    }
  }

  /** Bodies beyond this are as long as those that say the same. */
  private static final int LONGEST_EXAMPLE = 2000;

  private final Map<String, TemplateTree> trees = new HashMap<>();
  private final Map<Key, Sum> sums = new HashMap<>();

  /** Takes the next one in; the newest come first, as a search gives them. */
  void add(LogRecord log) {
    TemplateTree tree = trees.computeIfAbsent(log.service(), any -> new TemplateTree());
    String body = log.body();
    sums.merge(
        new Key(log.service(), tree.add(body)),
        new Sum(
            1,
            log.severity(),
            log.time(),
            log.time(),
            body.length() > LONGEST_EXAMPLE ? body.substring(0, LONGEST_EXAMPLE) + "…" : body),
        (known, one) -> known.with(log));
  }

  /** All of them, the most frequent first. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            lines.add(
                new Line(
                    key.service(),
                    trees.getOrDefault(key.service(), new TemplateTree()).text(key.number()),
                    sum.count(),
                    sum.severity(),
                    sum.first(),
                    sum.last(),
                    sum.example())));
    lines.sort(
        Comparator.comparingInt(Line::count)
            .reversed()
            .thenComparing(Line::service)
            .thenComparing(Line::template));
    return lines;
  }
}
