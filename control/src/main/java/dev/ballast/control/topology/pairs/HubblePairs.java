// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cilium's Hubble, handler {@code httpV2} or the older {@code http}.
 *
 * <p>Who calls whom is only in the labels when {@code labelsContext} says so. Both ends' proxies
 * may report a call: the client's report is believed first. The older handler has no status on
 * requests, so that failures come from its responses.
 */
final class HubblePairs implements PairReader {

  private static final String REQUESTS = "hubble_http_requests_total";
  private static final String RESPONSES = "hubble_http_responses_total";
  private static final String DURATION = "hubble_http_request_duration_seconds";

  private static final List<String> SOURCE = List.of("source_workload", "source_app", "source");
  private static final List<String> DESTINATION =
      List.of("destination_workload", "destination_app", "destination");
  private static final List<String> BY =
      List.of(
          "reporter",
          "source_workload",
          "source_app",
          "source",
          "source_namespace",
          "destination_workload",
          "destination_app",
          "destination",
          "destination_namespace");

  @Override
  public PairFacts read(Question question) {
    PairBook book = new PairBook(List.of("client", "server", ""));
    Notes notes = new Notes();
    question.calls(REQUESTS, BY).forEach((labels, _) -> open(book, labels, notes));
    Map<Labels, Double> rates = question.rate("rps", REQUESTS, Question.with(BY, "status"));
    boolean statuses = rates.keySet().stream().anyMatch(l -> !l.get("status").isEmpty());
    rates.forEach(
        (labels, rate) -> {
          unnamed(notes, labels, rate);
          add(book, labels, tally -> tally.rate(rate, Failure.http(labels.get("status"))));
        });
    if (!statuses) {
      question
          .rate("failures", RESPONSES + "{status=~\"5..\"}", BY)
          .forEach((labels, rate) -> add(book, labels, tally -> tally.failures(rate)));
    }
    question
        .rate("seconds", DURATION + "_sum", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.seconds(rate)));
    question
        .rate("count", DURATION + "_count", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.count(rate)));
    question
        .rate("buckets", DURATION + "_bucket", Question.with(BY, "le"))
        .forEach(
            (labels, rate) ->
                Bound.of(labels, 1, bound -> add(book, labels, t -> t.bucket(bound, rate))));
    Map<CallPair, Red> pairs = book.pairs();
    if (!pairs.isEmpty()) {
      notes.say("Hubble has no status of gRPC: calls that fail with HTTP status 200 are not seen");
    }
    return new PairFacts(pairs, notes.all(), question.queries());
  }

  private static void open(PairBook book, Labels labels, Notes notes) {
    End client = end(labels, SOURCE, "source_namespace");
    End server = end(labels, DESTINATION, "destination_namespace");
    if (client.isKnown() && server.isKnown()) {
      book.open(labels.get("reporter"), client, server);
    } else if (!client.isKnown() && !server.isKnown()) {
      notes.say(
          "Hubble's metrics name no workloads. Fix: hubble.metrics.enabled: httpV2:labelsContext="
              + "source_workload,source_namespace,destination_workload,destination_namespace");
    }
  }

  private static void unnamed(Notes notes, Labels labels, double rate) {
    boolean client = end(labels, SOURCE, "source_namespace").isKnown();
    boolean server = end(labels, DESTINATION, "destination_namespace").isKnown();
    if (client != server) {
      notes.miss(rate, "one end is no workload of the cluster (world, host or unknown)");
    }
  }

  private static void add(PairBook book, Labels labels, Consumer<Tally> what) {
    book.add(
        labels.get("reporter"),
        end(labels, SOURCE, "source_namespace"),
        end(labels, DESTINATION, "destination_namespace"),
        what);
  }

  /** A context such as {@code sourceContext=workload} writes {@code namespace/name}. */
  private static End end(Labels labels, List<String> names, String namespace) {
    End found = End.first(labels, names, namespace);
    int slash = found.name().lastIndexOf('/');
    return slash < 0
        ? found
        : new End(found.name().substring(slash + 1), found.name().substring(0, slash), false);
  }
}
