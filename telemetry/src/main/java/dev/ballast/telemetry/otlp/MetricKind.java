// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.Locale;

/** What an OTLP metric becomes in Prometheus' terms. */
enum MetricKind {
  GAUGE,
  COUNTER,
  HISTOGRAM,
  SUMMARY;

  String type() {
    return name().toLowerCase(Locale.ROOT);
  }
}
