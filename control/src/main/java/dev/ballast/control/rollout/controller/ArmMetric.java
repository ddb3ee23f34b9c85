// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import java.util.regex.Pattern;

/**
 * How the requests of versions are counted: two queries for counters, whose series have the version
 * as a label.
 *
 * @param name as verdicts call it: {@code error-rate} or {@code latency}
 * @param total all requests
 * @param bad those that failed, or took longer than a threshold
 * @param versionLabel the label that holds the version
 */
public record ArmMetric(String name, String total, String bad, String versionLabel) {

  private static final Pattern LAST_SELECTOR =
      Pattern.compile("(?:istio|ballast_mesh_mirrored)_\\w+\\{[^}]*}");

  /** Copies are counted by themselves; their {@code reporter} keeps both apart in one vector. */
  static final String COPIES = "ballast_mesh_mirrored_requests_total{";

  static final String COPY_DURATIONS = "ballast_mesh_mirrored_request_duration_milliseconds_";
  private static final String VERSION = "destination_version";
  private static final String GRPC_FAILURES = "2|4|8|12|13|14|15";

  /**
   * Failed requests of a service, by Istio's metrics as their sources count them, and copies, which
   * have no source that hears of them.
   */
  public static ArmMetric errors(String service) {
    String calls = "istio_requests_total{" + selector(service);
    String copies = COPIES + copied(service);
    return new ArmMetric(
        "error-rate",
        calls + "} or " + copies + "}",
        failed(calls) + " or " + failed(copies),
        VERSION);
  }

  private static String failed(String calls) {
    return "%s,response_code=~\"0|5..\"} or %s,grpc_response_status=~\"%s\"}"
        .formatted(calls, calls, GRPC_FAILURES);
  }

  /**
   * Slow requests of a service.
   *
   * @param bound of a bucket of the histogram, in milliseconds, as its label says it
   */
  public static ArmMetric slow(String service, String bound) {
    String name = "istio_request_duration_milliseconds_";
    String of = "{" + selector(service);
    String copied = "{" + copied(service);
    return new ArmMetric(
        "latency",
        name + "count" + of + "} or " + COPY_DURATIONS + "count" + copied + "}",
        slower(name, of, bound) + " or " + slower(COPY_DURATIONS, copied, bound),
        VERSION);
  }

  private static String slower(String name, String of, String bound) {
    return "(%scount%s} - ignoring (le) %sbucket%s,le=\"%s\"})"
        .formatted(name, of, name, of, bound);
  }

  /**
   * All requests, or the bad ones, as they were counted last: a scrape that failed leaves a gap in
   * which nobody knows, and must not look as if the counters had been at nothing.
   */
  String last(String counters) {
    return LAST_SELECTOR.matcher(counters).replaceAll("last_over_time($0[15m])");
  }

  /** The series that say which buckets there are. */
  public static String buckets(String service) {
    return "istio_request_duration_milliseconds_bucket{" + selector(service) + "}";
  }

  /** Copies of requests for a service. */
  static String copied(String service) {
    return "destination_service_name=\"" + service + "\"";
  }

  static String selector(String service) {
    return "reporter=\"source\",destination_service_name=\"" + service + "\"";
  }
}
