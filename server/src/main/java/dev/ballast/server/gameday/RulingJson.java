// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.findings.Finding;
import dev.ballast.control.findings.Measure;
import dev.ballast.control.findings.Proof;
import dev.ballast.control.findings.Regression;
import dev.ballast.control.findings.Ruling;
import dev.ballast.model.gameday.GameDay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one formula says.
 *
 * @param outcome {@code met}, {@code missed} or {@code unknown}
 * @param value null when it is unknown, or never happened
 * @param never whether it never happened
 * @param objective null when there is none
 * @param severity empty unless it was missed
 * @param regression an experiment that shows whether it is still there; empty unless it was missed
 */
public record RulingJson(
    int formula,
    String id,
    String title,
    String outcome,
    @Nullable Double value,
    boolean never,
    String unit,
    @Nullable Double objective,
    String text,
    String severity,
    String suspected,
    String regression,
    List<Proof> evidence) {

  public RulingJson {
    evidence = List.copyOf(evidence);
  }

  static RulingJson of(Ruling ruling, GameDay day) {
    return switch (ruling) {
      case Ruling.Met met -> of(met.measure(), "met", "", "", "");
      case Ruling.Missed missed -> {
        Finding finding = missed.finding();
        yield of(
            finding.measure(),
            "missed",
            finding.severity().word(),
            finding.suspected(),
            Regression.of(finding, day));
      }
      case Ruling.Unknown unknown ->
          new RulingJson(
              unknown.formula(),
              unknown.id(),
              unknown.title(),
              "unknown",
              null,
              false,
              "",
              null,
              unknown.why(),
              "",
              "",
              "",
              List.of());
    };
  }

  private static RulingJson of(
      Measure m, String outcome, String severity, String suspected, String regression) {
    return new RulingJson(
        m.formula(),
        m.id(),
        m.title(),
        outcome,
        finite(m.value()),
        Double.isInfinite(m.value()),
        m.unit(),
        finite(m.objective()),
        m.text(),
        severity,
        suspected,
        regression,
        m.proofs());
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
