// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Meshes whose metrics are understood. */
public enum PairSource {
  ISTIO,
  LINKERD,
  HUBBLE,
  ENVOY;

  /**
   * Reads all pairs.
   *
   * @param window within which a call makes a pair
   * @param recent within which it is measured
   * @throws dev.ballast.telemetry.query.QueryException when the port does not answer
   */
  public PairFacts read(MetricQuery metrics, Instant at, Duration window, Duration recent) {
    return reader().read(new Question(metrics, at, window, recent));
  }

  private PairReader reader() {
    return switch (this) {
      case ISTIO -> new IstioPairs();
      case LINKERD -> new LinkerdPairs();
      case HUBBLE -> new HubblePairs();
      case ENVOY -> new EnvoyPairs();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
