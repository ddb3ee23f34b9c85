// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.function.Consumer;

/**
 * The metrics of Linkerd's proxies.
 *
 * <p>Only {@code direction="outbound"} is read: the inbound side reports the same calls once more,
 * and does not know the caller's workload. The caller is in the labels of the scrape.
 */
final class LinkerdPairs implements PairReader {

  private static final String OBSERVER = "outbound";
  private static final String OUTBOUND = "{direction=\"outbound\"}";

  private static final List<String> SOURCE =
      List.of("deployment", "statefulset", "daemonset", "k8s_job");
  private static final List<String> DESTINATION =
      List.of("dst_deployment", "dst_statefulset", "dst_daemonset", "dst_k8s_job", "dst_service");
  private static final List<String> BY =
      List.of(
          "deployment",
          "statefulset",
          "daemonset",
          "k8s_job",
          "namespace",
          "dst_deployment",
          "dst_statefulset",
          "dst_daemonset",
          "dst_k8s_job",
          "dst_service",
          "dst_namespace",
          "authority");

  @Override
  public PairFacts read(Question question) {
    PairBook book = new PairBook(List.of(OBSERVER));
    Notes notes = new Notes();
    question
        .calls("request_total" + OUTBOUND, BY)
        .forEach(
            (labels, _) -> {
              if (source(labels).isKnown() && destination(labels).isKnown()) {
                book.open(OBSERVER, source(labels), destination(labels));
              }
            });
    question
        .rate(
            "rps",
            "response_total" + OUTBOUND,
            Question.with(BY, "classification", "grpc_status_code"))
        .forEach(
            (labels, rate) -> {
              if (!source(labels).isKnown()) {
                notes.miss(rate, "the scrape adds no label of the workload (deployment, …)");
              } else if (!destination(labels).isKnown()) {
                notes.miss(rate, "neither a workload nor an authority is known of their target");
              }
              add(book, labels, tally -> tally.rate(rate, failed(labels)));
            });
    question
        .rate("seconds", "response_latency_ms_sum" + OUTBOUND, BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.seconds(rate / 1000)));
    question
        .rate("count", "response_latency_ms_count" + OUTBOUND, BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.count(rate)));
    question
        .rate("buckets", "response_latency_ms_bucket" + OUTBOUND, Question.with(BY, "le"))
        .forEach(
            (labels, rate) ->
                Bound.of(labels, 1000, bound -> add(book, labels, t -> t.bucket(bound, rate))));
    if (!book.pairs().isEmpty()) {
      notes.say("Linkerd's latency is the time to the first byte: streams and bodies take longer");
    }
    return new PairFacts(book.pairs(), notes.all(), question.queries());
  }

  private static void add(PairBook book, Labels labels, Consumer<Tally> what) {
    book.add(OBSERVER, source(labels), destination(labels), what);
  }

  private static End source(Labels labels) {
    return End.first(labels, SOURCE, "namespace");
  }

  private static End destination(Labels labels) {
    End known = End.first(labels, DESTINATION, "dst_namespace");
    return known.isKnown() ? known : End.host(labels.get("authority"));
  }

  /** Its classification of gRPC has changed with releases; the code itself has not. */
  private static boolean failed(Labels labels) {
    String code = labels.get("grpc_status_code");
    return code.isEmpty() ? labels.get("classification").equals("failure") : Failure.grpc(code);
  }
}
