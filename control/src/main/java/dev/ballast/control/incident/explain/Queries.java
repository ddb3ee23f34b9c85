// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.account.Amount;
import dev.ballast.model.Place;

/** PromQL that shows a number again, over the series that spans are counted into. */
final class Queries {

  private static final String OWN = "traces_spanmetrics_";
  private static final String CALLS = "traces_service_graph_request_";
  private static final String SERVER = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";

  private Queries() {}

  static String answers(Place place, Amount amount) {
    String where =
        "service=\"%s\",%s%s".formatted(place.service(), SERVER, region("cloud_region", place));
    return switch (amount) {
      case WAITING ->
          ratio(OWN + "latency_sum{" + where + "}", OWN + "latency_count{" + where + "}");
      case FAILURES ->
          ratio(
              OWN + "calls_total{" + where + ",status_code=\"STATUS_CODE_ERROR\"}",
              OWN + "calls_total{" + where + "}");
    };
  }

  static String load(Place place) {
    return "sum(rate(%scalls_total{service=\"%s\",%s%s}[1m]))"
        .formatted(OWN, place.service(), SERVER, region("cloud_region", place));
  }

  /**
   * @param client empty for any
   */
  static String calls(String client, Place server, Amount amount, boolean asServerSees) {
    String where =
        (client.isEmpty() ? "" : "client=\"" + client + "\",")
            + "server=\"%s\"%s".formatted(server.service(), region("server_cloud_region", server));
    String side = asServerSees ? "server_seconds" : "client_seconds";
    return switch (amount) {
      case WAITING ->
          ratio(CALLS + side + "_sum{" + where + "}", CALLS + side + "_count{" + where + "}");
      case FAILURES -> ratio(CALLS + "failed_total{" + where + "}", CALLS + "total{" + where + "}");
    };
  }

  static String versions(Place place) {
    return "sum by (service_version) (rate(%scalls_total{service=\"%s\",%s%s,status_code=\"STATUS_CODE_ERROR\"}[1m]))"
        .formatted(OWN, place.service(), SERVER, region("cloud_region", place));
  }

  private static String region(String label, Place place) {
    return place.isWhole() ? "" : ",%s=\"%s\"".formatted(label, place.region());
  }

  private static String ratio(String part, String whole) {
    return "sum(rate(%s[1m])) / sum(rate(%s[1m]))".formatted(part, whole);
  }
}
