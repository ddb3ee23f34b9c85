// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import dev.ballast.model.experiment.CronFields;
import dev.ballast.model.gameday.GameDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Turns a finding into a scheduled experiment that shows whether it is still there: it holds a game
 * day of a few steps, with the same fault, and its steady state is that the formula is met. With
 * {@code failBuildOn} it holds releases back while that is not proved.
 */
public final class Regression {

  private static final String WEEKLY = "0 3 * * 1";
  private static final Instant SOME_DAY = Instant.parse("2024-01-01T00:00:00Z");

  private Regression() {}

  /** An Experiment in YAML; empty when the day broke nothing. */
  public static String of(Finding finding, GameDay day) {
    if (day.faults().isEmpty()) {
      return "";
    }
    String cron = day.regressions().schedule().isEmpty() ? WEEKLY : day.regressions().schedule();
    boolean gates =
        !day.service().isEmpty() && day.regressions().failBuildOn().contains(finding.id());
    String title = finding.measure().title() + " of " + day.name() + " is as it should be";
    return """
        # Made of the finding %s (formula %d) of %s: %s
        apiVersion: ballast.dev/v1
        kind: Experiment
        metadata:
          name: %s
        spec:
          title: %s
          description: %s
        %s  tags: [regression, gameday]
          schedule: {cron: "%s", timeZone: %s, proofDays: %s%s}
          runtime: {hypothesis: {strategy: after-method-only}}
          steadyState:
            title: %s
            probes:
              - {name: %s, type: probe, tolerance: met, provider: {type: gameday, finding: %s}}
          method:
            - name: break-it-again
              type: action
              provider:
                type: gameday
                finding: %s
                plan:
        %s"""
        .formatted(
            finding.id(),
            finding.measure().formula(),
            day.name(),
            RegressionPlan.oneLine(finding.measure().text()),
            RegressionPlan.name(day.name() + "-" + finding.id()),
            RegressionPlan.quoted(title),
            RegressionPlan.quoted("It was found: " + finding.measure().text()),
            day.service().isEmpty() ? "" : "  service: " + day.service() + "\n",
            cron,
            day.zone(),
            RegressionPlan.number(proofDays(cron)),
            gates ? ", gates: true" : "",
            RegressionPlan.quoted(title),
            finding.id(),
            finding.id(),
            finding.id(),
            RegressionPlan.of(finding, day).indent(12));
  }

  /** One missed night is no reason to stop releases; two are. */
  private static double proofDays(String cron) {
    if (!CronFields.problemOf(cron).isEmpty()) {
      return 30;
    }
    CronFields fields = CronFields.of(cron);
    Optional<Instant> first = fields.next(SOME_DAY, ZoneOffset.UTC);
    Optional<Instant> second = first.flatMap(at -> fields.next(at, ZoneOffset.UTC));
    return second
        .map(at -> Math.ceil(Duration.between(first.orElseThrow(), at).toHours() / 12.0) + 1)
        .orElse(30.0);
  }
}
