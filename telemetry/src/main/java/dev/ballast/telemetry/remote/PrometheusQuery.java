// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

/** Signature only for now: {@code new PrometheusQuery(Backend)} implements MetricQuery. */
final class PrometheusQuery {
  private PrometheusQuery() {}
}
