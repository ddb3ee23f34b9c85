// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import java.time.Duration;
import java.util.Map;

/** The PromQL over the service graph's series, under Grafana Tempo's names. */
record GraphQueries(String calls, String rate, String failures, String average, String quantile) {

  private static final String BY =
      "client, server, connection_type, client_cloud_region, server_cloud_region";
  private static final String METRIC = "traces_service_graph_request_";

  /** Edges exist by the calls in the window; what they are like is of the recent one. */
  static GraphQueries over(Duration window, Duration recent) {
    String range = "[" + recent.toMillis() + "ms]";
    return new GraphQueries(
        "sum by (" + BY + ") (increase(" + METRIC + "total[" + window.toMillis() + "ms])) > 0",
        sum("total", range),
        sum("failed_total", range),
        sum("client_seconds_sum", range) + " / " + sum("client_seconds_count", range),
        "histogram_quantile(0.99, sum by (le, "
            + BY
            + ") (rate("
            + METRIC
            + "client_seconds_bucket"
            + range
            + ")))");
  }

  private static String sum(String suffix, String range) {
    return "sum by (" + BY + ") (rate(" + METRIC + suffix + range + "))";
  }

  Map<String, String> byName() {
    return Map.of(
        "calls", calls,
        "rps", rate,
        "failures", failures,
        "average_seconds", average,
        "p99_seconds", quantile);
  }
}
