// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.server.auth.Denied;
import dev.ballast.server.http.Endpoint;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.util.Locale;

/** Counts requests and denials under the names of OpenTelemetry's HTTP metrics. */
final class Counters {

  private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final Meter meter;

  Counters(Meter meter) {
    this.meter = meter;
  }

  void denied(Denied.Reason reason) {
    meter
        .counter(
            "ballast_auth_denied_total",
            "Requests that were not let in.",
            "reason",
            reason.name().toLowerCase(Locale.ROOT))
        .add();
  }

  void told(String webhook, String outcome) {
    meter
        .counter(
            "ballast_webhook_warnings_total",
            "What became of warnings on their way to a webhook.",
            "webhook",
            webhook,
            "outcome",
            outcome)
        .add();
  }

  void answered(Endpoint endpoint, int status, Duration took) {
    meter
        .histogram(
            "http_server_request_duration_seconds",
            "Time to answer HTTP requests.",
            SECONDS,
            "http_request_method",
            endpoint.verb().name(),
            "http_route",
            endpoint.path(),
            "http_response_status_code",
            Integer.toString(status))
        .observe(took.toNanos() / 1e9);
  }
}
