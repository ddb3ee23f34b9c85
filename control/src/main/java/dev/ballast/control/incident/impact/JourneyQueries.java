// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.time.Duration;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is asked about operations: PromQL over the span metrics. */
public final class JourneyQueries {

  private static final String KINDS = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
  private static final String BY = "service, cloud_region, span_name";

  private JourneyQueries() {}

  /** Requests by operation and outcome over a length of time. */
  public static String calls(Collection<Operation> operations, Duration time) {
    return "sum by (%s, status_code) (increase(traces_spanmetrics_calls_total{%s,%s}[%dms]))"
        .formatted(BY, services(operations), KINDS, time.toMillis());
  }

  /** How long they took, as buckets. */
  public static String buckets(Collection<Operation> operations, Duration time) {
    return "sum by (%s, le) (increase(traces_spanmetrics_latency_bucket{%s,%s}[%dms]))"
        .formatted(BY, services(operations), KINDS, time.toMillis());
  }

  /** The share of an operation's requests that fail, for whoever wants to look again. */
  static String failedRatio(Operation operation) {
    String selector =
        "service=%s,cloud_region=%s,span_name=%s,%s"
            .formatted(
                quoted(operation.service()),
                quoted(operation.region()),
                quoted(operation.name()),
                KINDS);
    return ("sum(rate(traces_spanmetrics_calls_total{%1$s,status_code=\"STATUS_CODE_ERROR\"}[1m]))"
            + " / sum(rate(traces_spanmetrics_calls_total{%1$s}[1m]))")
        .formatted(selector);
  }

  private static String services(Collection<Operation> operations) {
    SortedSet<String> names = new TreeSet<>();
    operations.forEach(operation -> names.add(operation.service()));
    return "service=~"
        + quoted(names.stream().map(JourneyQueries::literal).collect(Collectors.joining("|")));
  }

  /** RE2 has no \Q: what means something is escaped by itself. */
  private static String literal(String name) {
    return Pattern.compile("[^A-Za-z0-9_-]").matcher(name).replaceAll("\\\\$0");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
