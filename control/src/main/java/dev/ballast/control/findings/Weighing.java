// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts a ruling together. */
final class Weighing {

  private final Formula formula;
  private final RunRecord run;
  private final List<Proof> proofs = new ArrayList<>();
  private double value;
  private String unit = "s";
  private double objective = Double.NaN;
  private String text = "";

  Weighing(Formula formula, RunRecord run) {
    this.formula = formula;
    this.run = run;
  }

  Weighing value(double newValue, String newUnit) {
    value = newValue;
    unit = newUnit;
    return this;
  }

  Weighing objective(double newObjective) {
    objective = newObjective;
    return this;
  }

  Weighing objective(Duration newObjective) {
    return objective(newObjective.toMillis() / 1e3);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Its annotation is no part of our class path.
  Weighing text(String format, Object... values) {
    text = String.format(Locale.ROOT, format, values);
    return this;
  }

  Weighing from(Series series, Instant from, Instant to) {
    proofs.add(Proof.of(series, from, to));
    return this;
  }

  Weighing from(String what) {
    proofs.add(new Proof(what, "", "", run.clock().begin(), run.clock().end()));
    return this;
  }

  Ruling met() {
    return new Ruling.Met(measure());
  }

  /**
   * A finding.
   *
   * @param setting the key of what may be to blame
   * @param otherwise what is said when the configuration is not known
   */
  Ruling missed(Severity base, String setting, String otherwise) {
    return new Ruling.Missed(
        new Finding(
            measure(), base.by(value, objective), run.settings().getOrDefault(setting, otherwise)));
  }

  /** A finding when the value is above the objective. */
  Ruling atMost(Severity base, String setting, String otherwise) {
    return value > objective ? missed(base, setting, otherwise) : met();
  }

  Ruling unknown(String why) {
    return new Ruling.Unknown(formula.number(), formula.id(), formula.title(), why);
  }

  private Measure measure() {
    return new Measure(
        formula.number(), formula.id(), formula.title(), value, unit, objective, text, proofs);
  }

  /** Such as {@code 12.0 s}, or {@code never}. */
  static String seconds(double seconds) {
    return Double.isInfinite(seconds)
        ? "never"
        : String.format(Locale.ROOT, seconds < 100 ? "%.1f s" : "%.0f s", seconds);
  }
}
