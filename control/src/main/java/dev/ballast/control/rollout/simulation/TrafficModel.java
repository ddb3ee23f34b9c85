// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

/**
 * How bad requests come.
 *
 * @param burst mean size of the geometric clusters in which they come; 1 is independent
 * @param drift standard deviation of the logarithm of the rate that both arms share, an
 *     autoregression with a correlation of 0.9 after a minute; 0 is a constant rate
 * @param blip rate of bad requests in both arms during four minutes of the first stage; 0 is none
 * @param missing share of intervals whose counts arrive one interval late
 */
public record TrafficModel(String name, double burst, double drift, double blip, double missing) {

  public static final TrafficModel INDEPENDENT = new TrafficModel("independent", 1, 0, 0, 0);

  public TrafficModel {
    if (!(burst >= 1) || !(drift >= 0) || !(blip >= 0 && blip < 1)) {
      throw new IllegalArgumentException(
          "burst, drift, blip: %s, %s, %s (expected: >= 1, >= 0, in [0, 1))"
              .formatted(burst, drift, blip));
    }
    if (!(missing >= 0 && missing < 1)) {
      throw new IllegalArgumentException("missing: " + missing + " (expected: in [0, 1))");
    }
  }

  public static TrafficModel bursts(double mean) {
    return new TrafficModel("bursts of " + (long) mean, mean, 0, 0, 0);
  }

  public static TrafficModel drifting(double deviation) {
    return new TrafficModel("drift", 1, deviation, 0, 0);
  }

  public static TrafficModel blip(double rate) {
    return new TrafficModel("blip in both", 1, 0, rate, 0);
  }

  public static TrafficModel missing(double share) {
    return new TrafficModel("missing scrapes", 1, 0, 0, share);
  }
}
