// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import java.util.StringJoiner;

/** What Alertmanager sends when very much is wrong at once. */
final class Storm {

  private Storm() {}

  /** Alerts of one group, over ten services. */
  static String of(String status, int from, int to) {
    StringJoiner alerts = new StringJoiner(",");
    for (int i = from; i < to; i++) {
      alerts.add(
          """
          {"status":"%s","labels":{"alertname":"HighErrors","service":"s%d","pod":"p%d",
           "severity":"critical"},"annotations":{"summary":"too many errors"},
           "startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T00:20:00Z",
           "generatorURL":"http://prometheus/graph","fingerprint":"f%d"}
          """
              .formatted(status, i % 10, i, i));
    }
    return """
    {"version":"4","groupKey":"{}/{}:{alertname=\\"HighErrors\\"}","truncatedAlerts":0,
     "status":"%s","receiver":"ballast","groupLabels":{"alertname":"HighErrors"},
     "commonLabels":{},"commonAnnotations":{},"externalURL":"http://am","alerts":[%s]}
    """
        .formatted(status, alerts);
  }
}
