// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * How clustered bad events are: variance over mean of their number in an interval, 1 when they are
 * independent.
 *
 * <p>phi = sum (x[i+1] - x[i])^2 / (2 sum x), von Neumann's ratio: differences of neighbours cancel
 * slow changes of the rate, which both arms share and which harm no comparison. For independent
 * events of mean m its standard error over n intervals is about sqrt((3 + 1/m) / n). O(n).
 *
 * @param phi variance over mean, at least 1; 1 when unknown
 * @param standardError of phi if events were independent; infinite without bad events
 * @param events how many bad events it was estimated from
 * @param intervals in how many intervals
 */
public record Overdispersion(double phi, double standardError, double events, int intervals) {

  /** No history. */
  public static final Overdispersion UNKNOWN =
      new Overdispersion(1, Double.POSITIVE_INFINITY, 0, 0);

  /** Above this many standard errors events are taken as clustered. */
  private static final double DOUBT = 3;

  /** What a history can say about independence. */
  public enum Kind {
    /** Long enough to see clusters of two, and none are there. */
    INDEPENDENT,
    CLUSTERED,
    /** Too few bad events to tell. */
    UNKNOWN
  }

  public Overdispersion {
    if (!(phi >= 1) || !(standardError >= 0)) {
      throw new IllegalArgumentException(
          "phi, standardError: " + phi + ", " + standardError + " (expected: >= 1 and >= 0)");
    }
  }

  /** From the bad events of successive intervals of equal length. */
  public static Overdispersion of(long... bad) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < bad.length; i++) {
      sum += bad[i];
      if (i > 0) {
        double step = (double) bad[i] - bad[i - 1];
        squares += step * step;
      }
    }
    if (sum == 0 || bad.length < 2) {
      return UNKNOWN;
    }
    double mean = sum / bad.length;
    double phi = squares / (2 * mean * (bad.length - 1));
    double error = Math.sqrt((3 + 1 / mean) / bad.length);
    return new Overdispersion(Math.max(1, phi), error, sum, bad.length);
  }

  /** Mean size of the clusters if they are geometric: phi = 2 size - 1. */
  public double clusterSize() {
    return (phi + 1) / 2;
  }

  /**
   * Mean size of clusters to reckon with: 1 only when history is long enough to show that events
   * are independent, else the estimate with room for what it is not known by.
   */
  public double feasibleClusterSize() {
    return switch (kind()) {
      case INDEPENDENT -> 1;
      case CLUSTERED -> (cautiousPhi() + 1) / 2;
      case UNKNOWN -> clusterSize();
    };
  }

  /** How many clusters an interval has on average; 0 when unknown. */
  double clusterRate() {
    return intervals == 0 ? 0 : events / clusterSize() / intervals;
  }

  /** Phi with room for what it is not known by: few clusters make a poor estimate. */
  double cautiousPhi() {
    return kind() == Kind.CLUSTERED ? phi * (1 + 1 / Math.sqrt(events / clusterSize())) : 1;
  }

  public Kind kind() {
    if (phi > 1 + DOUBT * standardError) {
      return Kind.CLUSTERED;
    }
    return DOUBT * standardError <= 1 ? Kind.INDEPENDENT : Kind.UNKNOWN;
  }
}
