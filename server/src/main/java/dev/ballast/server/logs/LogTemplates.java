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

  private LogTemplates() {}

  /**
   * Groups them.
   *
   * @param newestFirst as a search gives them
   */
  static List<Line> of(List<LogRecord> newestFirst) {
    Map<String, TemplateTree> trees = new HashMap<>();
    Map<Key, Sum> sums = new HashMap<>();
    for (LogRecord log : newestFirst) {
      TemplateTree tree = trees.computeIfAbsent(log.service(), any -> new TemplateTree());
      sums.merge(
          new Key(log.service(), tree.add(log.body())),
          new Sum(1, log.severity(), log.time(), log.time(), log.body()),
          (known, one) -> known.with(log));
    }
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
