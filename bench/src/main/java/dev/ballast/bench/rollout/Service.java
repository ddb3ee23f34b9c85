// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.rollout;

import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;

/** A service with two versions whose traffic obeys at once, and what a mesh would count of it. */
final class Service implements Platform {

  private static final String[] CODES = {"200", "503"};
  private static final int PER_SECOND = 100;

  private final Labels[] series = new Labels[4];
  private final double[] counts = new double[4];
  private boolean deployed;
  private int weight;

  Service(String name) {
    for (int i = 0; i < series.length; i++) {
      series[i] =
          Labels.of(
              "__name__",
              "istio_requests_total",
              "reporter",
              "source",
              "source_workload",
              "storefront",
              "destination_service_name",
              name,
              "destination_version",
              i < 2 ? "v1" : "v2",
              "response_code",
              CODES[i % 2]);
    }
  }

  void deploy() {
    deployed = true;
  }

  /** Some seconds of traffic, of which one in a thousand fails. */
  void pass(int seconds, long timeMillis, SampleBatch into) {
    double requests = (double) PER_SECOND * seconds;
    double canary = requests * weight / 100;
    add(0, requests - canary);
    add(2, canary);
    for (int i = 0; i < series.length; i++) {
      if (i < 2 || deployed) {
        into.add(series[i], timeMillis, counts[i]);
      }
    }
  }

  private void add(int from, double requests) {
    double bad = Math.rint(requests / 1000);
    counts[from] += requests - bad;
    counts[from + 1] += bad;
  }

  @Override
  public Sight observe(CanaryState state) {
    return new Sight(new Observed(deployed ? "v2" : "v1", true, true), "");
  }

  @Override
  public void perform(Deed deed, CanaryState state) {
    weight = state.applied().equals(state.promoted()) ? 0 : state.weight();
  }
}
