// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.SteadyState;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.StopRule;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The game day of a few steps that shows whether a finding is still there: the same fault under the
 * same safety, load and stop rules, with what was missed as the expectation.
 */
final class RegressionPlan {

  private RegressionPlan() {}

  /** A GameDay in YAML, of a day that broke something. */
  static String of(Finding finding, GameDay day) {
    Step broken = day.faults().getFirst();
    DayFault fault = broken.fault().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append(
        """
        apiVersion: ballast.dev/v1
        kind: GameDay
        metadata:
          name: %s
        spec:
          objective: %s
        """
            .formatted(
                name(day.name() + "-" + finding.id()),
                quoted("Is " + finding.measure().title() + " as it should be now?")));
    if (!day.service().isEmpty()) {
      text.append("  service: ").append(day.service()).append('\n');
    }
    text.append(
        """
          mode: %s
          scale: %s
          seed: %d
        """
            .formatted(
                day.mode() == GameDay.Mode.LIVE ? "rehearse" : lower(day.mode()),
                number(day.regressions().scale()),
                day.seed()));
    steady(day, text);
    load(day, text);
    stops(day, text);
    text.append(
        "  safety: {lease: %s, renewEvery: %s}\n"
            .formatted(time(day.safety().lease()), time(day.safety().renewEvery())));
    text.append("  timeline:\n");
    text.append(
        """
            - at: "03:05"
              id: break
              do: fault
        %s      fault:
                kind: %s
                target: {matchLabels: {%s}}
                style: %s
                duration: 20m
        """
            .formatted(
                day.steadyState().checks().isEmpty() ? "" : "      gate: steadyState\n",
                fault.kind().word(),
                fault.target().entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining(", ")),
                lower(fault.style())));
    if (!fault.paths().isEmpty()) {
      text.append("        paths:\n");
      fault.paths().forEach(way -> text.append(way(way)));
    }
    text.append(expectation(finding, day));
    text.append("    - {at: \"03:20\", id: heal, do: heal, fault: break}\n");
    text.append("    - {at: \"03:30\", id: report, do: report}\n");
    text.append(objectives(finding, day));
    return text.toString();
  }

  private static void steady(GameDay day, StringBuilder text) {
    if (day.steadyState().checks().isEmpty()) {
      return;
    }
    text.append("  steadyState:\n    hold: ").append(time(day.steadyState().hold())).append('\n');
    text.append("    checks:\n");
    for (SteadyState.Check check : day.steadyState().checks()) {
      text.append(
          switch (check) {
            case SteadyState.Check.OfSlo slo ->
                "      - {name: %s, sloRef: %s}\n".formatted(slo.name(), slo.slo());
            case SteadyState.Check.OfQuery query ->
                "      - {name: %s, query: %s, tolerance: {%s: %s}}\n"
                    .formatted(
                        query.name(),
                        quoted(query.query()),
                        lower(query.tolerance().operator()),
                        number(query.tolerance().bound()));
          });
    }
  }

  /** Without it nobody would see users while they do not come. */
  private static void load(GameDay day, StringBuilder text) {
    if (!day.load().isEmpty()) {
      text.append("  load:\n");
      day.load().forEach(load -> text.append(LoadText.of(load)));
    }
    if (!day.names().isEmpty()) {
      text.append("  names:\n");
      day.names().forEach(name -> text.append(LoadText.of(name)));
    }
  }

  /** Nobody watches at night, so what stopped the day stops its regressions. */
  private static void stops(GameDay day, StringBuilder text) {
    if (day.stopWhen().isEmpty()) {
      return;
    }
    text.append("  stopWhen:\n");
    for (StopRule rule : day.stopWhen()) {
      text.append(
          switch (rule) {
            case StopRule.Burn burn ->
                "    - {slo: %s, burnRate: %s, for: %s}\n"
                    .formatted(burn.slo(), number(burn.rate()), time(burn.lasting()));
            case StopRule.Budget budget ->
                "    - {errorBudgetRemaining: {service: %s, below: %s%%}}\n"
                    .formatted(budget.service(), number(budget.below() * 100));
            case StopRule.Alarm alarm ->
                "    - {alarm: external, url: %s}\n".formatted(quoted(ShownUrl.of(alarm.url())));
            case StopRule.Manual manual ->
                "    - {manual: [%s]}\n".formatted(String.join(", ", manual.roles()));
          });
    }
  }

  private static String way(DayFault.Way way) {
    return "          - {mesh: %s, service: %s%s}\n"
        .formatted(
            way.mesh(),
            way.service(),
            way.version().isEmpty() ? "" : ", version: " + way.version());
  }

  private static String expectation(Finding finding, GameDay day) {
    String expect =
        switch (finding.id()) {
          case "detect", "alertRecall" -> "alertWithin: " + time(day.objectives().detect());
          case "declare" -> "incidentDeclaredWithin: " + time(day.objectives().failover());
          case "failover", "manualSteps" ->
              day.region().isEmpty()
                  ? ""
                  : "trafficShare: {region: %s, max: 0.1%%}".formatted(day.region());
          default -> "";
        };
    return expect.isEmpty()
        ? ""
        : "    - {at: \"03:06\", id: look, do: observe, expect: {%s}}\n".formatted(expect);
  }

  private static String objectives(Finding finding, GameDay day) {
    return switch (finding.id()) {
      case "rpo" ->
          "  objectives: {rpo: {lostAcknowledgedWrites: %d}}\n"
              .formatted(day.objectives().lostWrites());
      case "errorMinutes", "requestsLost" ->
          "  objectives: {errorMinutes: %s}\n".formatted(number(day.objectives().errorMinutes()));
      case "alertRecall" ->
          "  objectives: {alertRecall: %s}\n".formatted(number(day.objectives().alertRecall()));
      default ->
          "  objectives: {detect: %s, failover: %s}\n"
              .formatted(time(day.objectives().detect()), time(day.objectives().failover()));
    };
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9.-]+", "-");
  }

  private static String time(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** As YAML reads it back. */
  static String quoted(String text) {
    return "'" + oneLine(text).replace("'", "''") + "'";
  }
}
