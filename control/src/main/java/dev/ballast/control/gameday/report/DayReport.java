// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday.report;

import dev.ballast.control.findings.Finding;
import dev.ballast.control.findings.Formulas;
import dev.ballast.control.findings.Measure;
import dev.ballast.control.findings.Ruling;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.gameday.DayState;
import dev.ballast.model.gameday.GameDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report says.
 *
 * @param run null when nothing was broken, so that there is nothing to measure
 */
public record DayReport(
    GameDay day, DayState state, @Nullable RunRecord run, List<Ruling> rulings) {

  public DayReport {
    rulings = List.copyOf(rulings);
  }

  /** Measured by all formulas; by none when nothing was broken. */
  public static DayReport of(GameDay day, DayState state, @Nullable RunRecord run) {
    return new DayReport(day, state, run, run == null ? List.of() : Formulas.judge(run));
  }

  public List<Finding> findings() {
    return Formulas.findings(rulings);
  }

  public String markdown() {
    return ReportMarkdown.of(this);
  }

  /** One page without scripts or anything from elsewhere, for a browser and for a printer. */
  public String html() {
    return ReportHtml.of(this);
  }

  /** The answer to the day's question, in one sentence. */
  String answer() {
    String word =
        switch (state.phase()) {
          case PASSED -> findings().isEmpty() ? "Yes" : "Yes, but";
          case FAILED -> "No";
          case ABORTED -> "Nobody knows: the day was stopped";
          case RUNNING, STOPPING -> "Not over yet";
        };
    int found = findings().size();
    String what = found == 0 ? "no finding" : found == 1 ? "one finding" : found + " findings";
    String why = state.why().isEmpty() ? "" : " (" + state.why() + ")";
    return "%s%s: %s, %d of %d formulas measured."
        .formatted(
            word, why, rulings.isEmpty() ? "nothing was broken" : what, measured(), rulings.size());
  }

  private long measured() {
    return rulings.stream().filter(r -> !(r instanceof Ruling.Unknown)).count();
  }

  /** The number of a ruling; empty when it is unknown. */
  static Optional<Measure> measure(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Met met -> Optional.of(met.measure());
      case Ruling.Missed missed -> Optional.of(missed.finding().measure());
      case Ruling.Unknown _ -> Optional.empty();
    };
  }

  static String number(double value, String unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return "never";
    }
    String text =
        value == Math.rint(value) && Math.abs(value) < 1e9
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.4f" : "%.2f", value);
    return unit.isEmpty() ? text : text + " " + unit;
  }

  /** Such as {@code +12.5 s}, since the fault; a dash when there was none. */
  String since(@Nullable Instant at) {
    Instant fault = state.fault();
    if (at == null || fault == null) {
      return "–";
    }
    return String.format(Locale.ROOT, "%+.1f s", Duration.between(fault, at).toMillis() / 1e3);
  }
}
