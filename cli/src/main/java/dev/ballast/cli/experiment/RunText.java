// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.chaos.experiment.Course;
import dev.ballast.control.chaos.experiment.Entry;
import dev.ballast.control.chaos.experiment.ExperimentMachine;
import dev.ballast.control.chaos.experiment.Sight;
import dev.ballast.control.chaos.experiment.Values;
import dev.ballast.model.experiment.Experiment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A run for people. */
final class RunText {

  private RunText() {}

  static String of(Experiment experiment, ExperimentMachine machine, Style style) {
    Course course = machine.course();
    Values values = machine.values();
    Table table = Table.of("WHEN", "WHAT", "STATUS", ">TOOK", "SAYS");
    course.before().ifPresent(sight -> rows(table, "before", sight, values));
    rows(table, "method", course.run(), values);
    List<Sight> during = course.during();
    if (!during.isEmpty()) {
      rows(table, "during, look " + during.size(), during.getLast(), values);
    }
    course.after().ifPresent(sight -> rows(table, "after", sight, values));
    rows(table, "rollback", course.rollbacks(), values);
    String head = experiment.title() + "\n\n";
    String end =
        course.verdict().word().toUpperCase(Locale.ROOT)
            + ": "
            + values.mask(course.reason())
            + " ("
            + Text.brief(Duration.between(course.start(), course.end()))
            + ")\n";
    String left =
        course.failedRollbacks().stream()
            .map(entry -> "not put back: " + values.mask(entry.activity().name()) + "\n")
            .reduce("", String::concat);
    return head + (table.isEmpty() ? "" : table.render(style) + "\n") + left + end;
  }

  private static void rows(Table table, String when, Sight sight, Values values) {
    rows(table, when, sight.probes(), values);
  }

  private static void rows(Table table, String when, List<Entry> entries, Values values) {
    for (Entry entry : entries) {
      boolean missed = entry.judgement().asked() && !entry.judgement().met();
      String status = missed ? "not met" : entry.answer().status().name().toLowerCase(Locale.ROOT);
      String says =
          Stream.of(entry.judgement().text(), entry.answer().exception())
              .filter(text -> !text.isEmpty())
              .findFirst()
              .orElse("");
      table.row(
          when,
          values.mask(entry.activity().name()),
          status,
          Text.brief(Duration.between(entry.start(), entry.end())),
          values.mask(says));
    }
  }
}
