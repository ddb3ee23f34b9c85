// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import dev.ballast.telemetry.query.QueryException;

/** An error in Prometheus' vocabulary, with the status code that goes with it. */
final class PrometheusError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;

  private PrometheusError(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static PrometheusError badData(String message) {
    return new PrometheusError(400, "bad_data", message);
  }

  static PrometheusError timeout(String message) {
    return new PrometheusError(503, "timeout", message);
  }

  static PrometheusError notFound(String message) {
    return new PrometheusError(404, "not_found", message);
  }

  static PrometheusError of(QueryException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case BAD_DATA -> badData(message);
      case EXECUTION -> new PrometheusError(422, "execution", message);
      case TIMEOUT -> timeout(message);
      case UNAVAILABLE -> new PrometheusError(503, "unavailable", message);
      case INTERNAL -> new PrometheusError(500, "internal", message);
    };
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }
}
