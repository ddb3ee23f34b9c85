// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A cell with what each judge made of it.
 *
 * @param twin how the judges treat a healthy canary on the same traffic; itself when healthy
 * @param tuned the thresholds that the oracle chose; empty text when none keeps its promise
 * @param enoughTraffic whether a healthy canary can be told from one that matters at this traffic
 */
public record CellResult(
    Cell cell,
    Map<Judge, Tally> tallies,
    Map<Judge, Tally> twin,
    String tuned,
    boolean enoughTraffic) {

  /** Most false rollbacks of a judge whose speed is worth comparing. */
  public static final double MOST_FALSE = 0.01;

  /** A judge that finds fewer is not compared. */
  public static final double LEAST_DETECTED = 0.5;

  private static final double BEARABLE = 0.05;

  public CellResult {
    tallies = Map.copyOf(new EnumMap<>(tallies));
    twin = Map.copyOf(new EnumMap<>(twin));
  }

  /** What a judge made of it; only an oracle may be missing, when nothing keeps its promise. */
  public Tally of(Judge judge) {
    return Objects.requireNonNull(tallies.get(judge), judge.label());
  }

  public Tally ours() {
    return of(Judge.BALLAST);
  }

  /** The opponent that serves the fewest bad requests of those that keep to the promise. */
  public Optional<Judge> bestOpponent() {
    Judge best = null;
    for (Judge judge : Judge.values()) {
      boolean fit = judge != Judge.BALLAST && keepsPromise(judge) && detects(judge);
      if (fit && (best == null || served(judge) < served(best))) {
        best = judge;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The better of Flagger as shipped and Kayenta, when it is wrong in no more than 5 %. */
  public Optional<Judge> bestShipped() {
    boolean flagger = detects(Judge.FLAGGER) && wrongWhenHealthy(Judge.FLAGGER) <= BEARABLE;
    boolean kayenta = detects(Judge.KAYENTA) && wrongWhenHealthy(Judge.KAYENTA) <= BEARABLE;
    if (flagger && kayenta) {
      return Optional.of(
          served(Judge.FLAGGER) <= served(Judge.KAYENTA) ? Judge.FLAGGER : Judge.KAYENTA);
    }
    return flagger
        ? Optional.of(Judge.FLAGGER)
        : kayenta ? Optional.of(Judge.KAYENTA) : Optional.empty();
  }

  /** Our bad requests served over an opponent's. */
  public double ratioTo(Judge opponent) {
    return ours().meanServed() / served(opponent);
  }

  private boolean keepsPromise(Judge judge) {
    return wrongWhenHealthy(judge) <= MOST_FALSE;
  }

  private double wrongWhenHealthy(Judge judge) {
    Tally healthy = twin.get(judge);
    return healthy == null ? 1 : healthy.share(healthy.falseRollbacks());
  }

  private boolean detects(Judge judge) {
    Tally tally = tallies.get(judge);
    return tally != null && tally.share(tally.detected()) >= LEAST_DETECTED;
  }

  private double served(Judge judge) {
    return of(judge).meanServed();
  }
}
