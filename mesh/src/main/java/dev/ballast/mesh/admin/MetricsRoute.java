// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import java.util.function.Supplier;

/** {@code GET /metrics}, in Prometheus' text format. */
public final class MetricsRoute implements AdminRoute {

  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  public MetricsRoute(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    return request.method().equals("GET")
        ? AdminAnswer.text(200, TYPE, metrics.get())
        : AdminAnswer.problem(405, "method: " + request.method() + " (expected: GET)");
  }
}
