// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** Why a call did not end as usual: Envoy's response flags, which Istio's metrics carry. */
public enum Flag {
  NONE("-"),
  /** The client went away. */
  DOWNSTREAM_CLOSED("DC"),
  /** The client broke the rules of HTTP. */
  DOWNSTREAM_PROTOCOL_ERROR("DPE"),
  /** No connection to an endpoint came about. */
  UPSTREAM_CONNECT_FAILURE("UF"),
  /** No endpoint may be used. */
  NO_HEALTHY_UPSTREAM("UH"),
  /** Too much under way: connections, or the concurrency limit. */
  UPSTREAM_OVERFLOW("UO"),
  /** The endpoint's connection broke. */
  UPSTREAM_CLOSED("UC"),
  /** The endpoint broke the rules of HTTP. */
  UPSTREAM_PROTOCOL_ERROR("UPE"),
  UPSTREAM_TIMEOUT("UT"),
  /** Could have been retried, but tries or budget were spent. */
  RETRY_LIMIT("URX"),
  NO_ROUTE("NR"),
  RATE_LIMITED("RL"),
  /** Turned away to spare the service: Envoy's overload manager. */
  OVERLOAD("OM"),
  FAULT_INJECTED("FI"),
  DELAY_INJECTED("DI");

  private final String code;

  Flag(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
