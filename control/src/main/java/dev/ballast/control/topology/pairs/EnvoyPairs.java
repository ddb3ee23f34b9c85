// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A plain Envoy, and those who build on it (Consul, Kuma, Gateway API's).
 *
 * <p>Envoy does not say who it is: the caller is in the labels of the scrape. The callee is in the
 * cluster's name, in the dialect of whoever configured it. {@code envoy_cluster_upstream_rq_xx} has
 * final answers only; tries that were repeated are counted beside it, and told in a note.
 */
final class EnvoyPairs implements PairReader {

  private static final String OBSERVER = "envoy";
  private static final String ANSWERS = "envoy_cluster_upstream_rq_xx";
  private static final String RETRIES = "envoy_cluster_upstream_rq_retry";
  private static final String TIME = "envoy_cluster_upstream_rq_time";
  private static final String CLUSTER = "envoy_cluster_name";
  private static final double TELLING = 0.1;

  private static final List<String> SOURCE =
      List.of("kuma_io_service", "service", "app", "deployment", "job");
  private static final List<String> BY =
      List.of("kuma_io_service", "service", "app", "deployment", "job", "namespace", CLUSTER);

  /** Envoy's own business: configuration, certificates, tracing, admin, and where nobody is. */
  private static final Set<String> OWN =
      Set.of(
          "xds-grpc",
          "xds_cluster",
          "ads_cluster",
          "sds-grpc",
          "agent",
          "prometheus_stats",
          "zipkin",
          "local_agent",
          "self_admin",
          "admin",
          "local_app",
          "passthroughcluster",
          "blackholecluster",
          "inboundpassthroughcluster",
          "original-destination");

  @Override
  public PairFacts read(Question question) {
    PairBook book = new PairBook(List.of(OBSERVER));
    Notes notes = new Notes();
    question
        .calls(ANSWERS, BY)
        .forEach(
            (labels, _) -> {
              if (source(labels).isKnown() && callee(labels.get(CLUSTER)).isKnown()) {
                book.open(OBSERVER, source(labels), callee(labels.get(CLUSTER)));
              }
            });
    Map<String, Double> calls = new TreeMap<>();
    question
        .rate("rps", ANSWERS, Question.with(BY, "envoy_response_code_class"))
        .forEach(
            (labels, rate) -> {
              if (!source(labels).isKnown() && callee(labels.get(CLUSTER)).isKnown()) {
                notes.miss(
                    rate, "the scrape adds no label that names the caller (service, app, …)");
              }
              calls.merge(way(labels), rate, Double::sum);
              boolean failed = labels.get("envoy_response_code_class").equals("5");
              add(book, labels, tally -> tally.rate(rate, failed));
            });
    question.rate("retries", RETRIES, BY).forEach((l, rate) -> retried(notes, l, rate, calls));
    question
        .rate("seconds", TIME + "_sum", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.seconds(rate / 1000)));
    question
        .rate("count", TIME + "_count", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.count(rate)));
    question
        .rate("buckets", TIME + "_bucket", Question.with(BY, "le"))
        .forEach(
            (labels, rate) ->
                Bound.of(labels, 1000, bound -> add(book, labels, t -> t.bucket(bound, rate))));
    Map<CallPair, Red> pairs = book.pairs();
    if (!pairs.isEmpty()) {
      notes.say(
          "Envoy's code classes do not know gRPC: failures with HTTP status 200 are not seen");
    }
    return new PairFacts(pairs, notes.all(), question.queries());
  }

  private static void add(PairBook book, Labels labels, Consumer<Tally> what) {
    book.add(OBSERVER, source(labels), callee(labels.get(CLUSTER)), what);
  }

  private static void retried(Notes notes, Labels labels, double rate, Map<String, Double> calls) {
    double of = calls.getOrDefault(way(labels), 0.0);
    if (of > 0 && rate / of > TELLING) {
      notes.say(
          String.format(
              Locale.ROOT, "%s: %.2f tries a call, for retries", way(labels), 1 + rate / of));
    }
  }

  private static String way(Labels labels) {
    return source(labels).name() + " → " + callee(labels.get(CLUSTER)).name();
  }

  private static End source(Labels labels) {
    return End.first(labels, SOURCE, "namespace");
  }

  /**
   * {@code outbound|80|v1|pay.shop.svc.cluster.local} (Istio), {@code pay.default.dc1.internal.…}
   * (Consul), {@code pay_shop_svc_80} (Kuma), {@code httproute/shop/pay/rule/0} (Envoy Gateway) or
   * just {@code pay}. Inbound clusters are the proxy's own service.
   */
  static End callee(String cluster) {
    String lower = cluster.toLowerCase(Locale.ROOT);
    if (OWN.contains(lower) || lower.startsWith("inbound|") || lower.startsWith("localhost:")) {
      return End.UNKNOWN;
    }
    if (lower.startsWith("outbound|")) {
      return named(cluster.substring(cluster.lastIndexOf('|') + 1));
    }
    String[] parts = cluster.split("/", -1);
    if (parts.length >= 3 && parts[0].toLowerCase(Locale.ROOT).endsWith("route")) {
      return new End(parts[2], parts[1], false);
    }
    if (cluster.contains(".internal.") && cluster.endsWith(".consul")) {
      return new End(cluster.substring(0, cluster.indexOf('.')), "", false);
    }
    String[] kuma = cluster.split("_", -1);
    if (kuma.length == 4 && kuma[2].equals("svc")) {
      return new End(kuma[0], kuma[1], false);
    }
    return named(cluster);
  }

  private static End named(String address) {
    End host = End.host(address);
    String[] parts = host.name().split("\\.", -1);
    if (parts.length >= 3 && parts[2].equals("svc")) {
      return new End(parts[0], parts[1], false);
    }
    return parts.length > 1 ? host : new End(host.name(), "", false);
  }
}
