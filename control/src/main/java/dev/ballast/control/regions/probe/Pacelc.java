// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import dev.ballast.model.Merge;
import dev.ballast.model.OperationPolicy;
import java.util.Locale;

/**
 * What a choice between consistency and availability costs, as it was measured: if Partitioned,
 * Availability or Consistency; Else, Latency or Consistency (Abadi 2012).
 *
 * @param acknowledge median of a write's acknowledgement in the owning region; NaN: not measured
 * @param across median round trip to it from another region, in milliseconds; NaN: not measured
 * @param lag how far the one furthest behind is, in seconds; NaN: not measured
 * @param recoveryPoint how far the best follower is behind, in seconds: what a loss of the owner
 *     would take; NaN: not measured
 * @param writesPerSecond of that kind; NaN: not measured
 */
public record Pacelc(
    double acknowledge, double across, double lag, double recoveryPoint, double writesPerSecond) {

  /** Nothing was measured. */
  public static final Pacelc NOTHING =
      new Pacelc(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** The same round trips, with what is known of staleness and loss left out. */
  public Pacelc waitsOnly() {
    return new Pacelc(acknowledge, across, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Acknowledged writes that a loss of the owner would take; NaN: not measured. */
  public double writesAtRisk() {
    return Math.ceil(writesPerSecond * recoveryPoint);
  }

  /** One sentence about an operation under its policy. */
  public String note(OperationPolicy operation) {
    String what =
        operation.service() + (operation.operation().isEmpty() ? "" : " " + operation.operation());
    return switch (operation.consistency()) {
      case STRONG ->
          what
              + ": strong. Cut off from the owner, a region refuses it; else a write from elsewhere"
              + " waits "
              + millis(across)
              + " for the owner, and a loss of the owner costs up to "
              + risk()
              + " of what was acknowledged";
      case SESSION ->
          what
              + ": session. A client reads what it wrote; others read up to "
              + lagText()
              + " old, and save "
              + millis(across);
      case EVENTUAL ->
          what
              + ": eventual ("
              + operation.merge().name().toLowerCase(Locale.ROOT).replace('_', '-')
              + "). Every region goes on when cut off; it answers "
              + millis(across)
              + " sooner, reads are up to "
              + lagText()
              + " old, and "
              + (operation.merge() == Merge.LAST_WRITER_WINS
                  ? "of two writes at once one is journalled, not kept"
                  : "no write is dropped by a merge");
    };
  }

  private String risk() {
    String point = measured(recoveryPoint, "s");
    return Double.isNaN(writesAtRisk())
        ? point
        : "%s (about %d writes)".formatted(point, (long) writesAtRisk());
  }

  private String lagText() {
    return measured(lag, "s");
  }

  private static String millis(double value) {
    return measured(value, "ms");
  }

  private static String measured(double value, String unit) {
    return Double.isNaN(value)
        ? "(not measured yet)"
        : String.format(Locale.ROOT, "%.1f %s", value, unit);
  }
}
