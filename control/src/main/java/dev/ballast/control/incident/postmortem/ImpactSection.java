// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who was hurt, with what is not known said to be unknown. */
record ImpactSection(Incident incident) {

  private static final double PERCENT = 100;

  void addTo(List<Block> blocks, Function<List<String>, Text[]> cited) {
    Impact impact = incident.impact();
    blocks.add(new Block.Heading("Impact"));
    blocks.add(
        new Block.Paragraph(
            Line.of(impact.text().isEmpty() ? "It was not worked out." : impact.text())));
    List<Line> lines = new ArrayList<>();
    for (Impact.Journey journey : impact.journeys()) {
      lines.add(
          Line.of(
                  Text.strong(journey.operation()),
                  Text.plain(
                      " of "
                          + journey.service()
                          + (journey.region().isEmpty() ? "" : " in " + journey.region())
                          + ": "
                          + count(journey.badRequests())
                          + " bad requests"
                          + ratio(journey.badRatio())
                          + " "))
              .and(cited.apply(journey.evidence())));
    }
    lines.add(Line.of("Requests: " + count(impact.requests()) + " bad ones"));
    lines.add(
        Line.of(
            impact.users() == null
                ? "Users: unknown, telemetry names none"
                : impact.users() < 1
                    ? "Users: none of those that telemetry names"
                    : "Users: at least " + count(impact.users())));
    lines.add(
        Line.of(
            impact.budgetMinutes() == null
                ? "Error budget: nothing spent, or not known"
                : String.format(
                    Locale.ROOT,
                    "Error budget: %.1f minutes of complete failure",
                    impact.budgetMinutes())));
    blocks.add(new Block.Points(lines, false));
  }

  private static String count(@Nullable Double value) {
    return value == null ? "an unknown number of" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? "" : String.format(Locale.ROOT, " (%.1f %%)", ratio * PERCENT);
  }
}
