// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

/**
 * What a receiver is willing to hold.
 *
 * @param maxBodyBytes of one request after decompression
 * @param maxCachedSeries label sets remembered between requests; beyond it they are forgotten and
 *     made again, which costs time only
 */
public record OtlpLimits(int maxBodyBytes, int maxCachedSeries) {

  public static final OtlpLimits DEFAULT = new OtlpLimits(16 << 20, 200_000);

  public OtlpLimits {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("maxBodyBytes: " + maxBodyBytes + " (expected: >= 1)");
    }
    if (maxCachedSeries < 1) {
      throw new IllegalArgumentException(
          "maxCachedSeries: " + maxCachedSeries + " (expected: >= 1)");
    }
  }
}
