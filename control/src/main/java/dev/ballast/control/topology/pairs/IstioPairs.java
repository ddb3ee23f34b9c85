// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Istio's standard metrics, which the built-in mesh has as well.
 *
 * <p>Every call is reported by both sides' proxies. The source's report is what the caller felt,
 * failed connections included; the destination's is used where the caller has no proxy, a
 * waypoint's where neither has. Retries are inside one report of the source.
 */
final class IstioPairs implements PairReader {

  private static final List<String> SOURCE =
      List.of("source_canonical_service", "source_workload", "source_app");
  private static final List<String> DESTINATION =
      List.of("destination_canonical_service", "destination_workload", "destination_app");
  private static final List<String> BY =
      List.of(
          "reporter",
          "source_canonical_service",
          "source_workload",
          "source_app",
          "source_workload_namespace",
          "destination_canonical_service",
          "destination_workload",
          "destination_app",
          "destination_workload_namespace",
          "destination_service_name");

  /** Where Envoy sends what no rule names: no service. */
  private static final Set<String> NOWHERE =
      Set.of("PassthroughCluster", "BlackHoleCluster", "InboundPassthroughCluster");

  private static final String REQUESTS = "istio_requests_total";
  private static final String DURATION = "istio_request_duration_milliseconds";

  @Override
  public PairFacts read(Question question) {
    PairBook book = new PairBook(List.of("source", "destination", "waypoint"));
    Notes notes = new Notes();
    question.calls(REQUESTS, BY).forEach((labels, _) -> open(book, labels));
    Map<Labels, Double> rates =
        question.rate(
            "rps",
            REQUESTS,
            Question.with(
                BY, "request_protocol", "response_code", "grpc_response_status", "response_flags"));
    rates.forEach(
        (labels, rate) -> {
          missing(notes, labels, rate);
          injected(notes, labels, rate);
          add(book, labels, tally -> tally.rate(rate, failed(labels)));
        });
    question
        .rate("seconds", DURATION + "_sum", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.seconds(rate / 1000)));
    question
        .rate("count", DURATION + "_count", BY)
        .forEach((labels, rate) -> add(book, labels, tally -> tally.count(rate)));
    question
        .rate("buckets", DURATION + "_bucket", Question.with(BY, "le"))
        .forEach(
            (labels, rate) ->
                Bound.of(
                    labels, 1000, bound -> add(book, labels, tally -> tally.bucket(bound, rate))));
    return new PairFacts(book.pairs(), notes.all(), question.queries());
  }

  private static void open(PairBook book, Labels labels) {
    End client = source(labels);
    End server = destination(labels);
    if (book.knows(labels.get("reporter")) && client.isKnown() && server.isKnown()) {
      book.open(labels.get("reporter"), client, server);
    }
  }

  private static void add(PairBook book, Labels labels, Consumer<Tally> what) {
    book.add(labels.get("reporter"), source(labels), destination(labels), what);
  }

  private static End source(Labels labels) {
    return End.first(labels, SOURCE, "source_workload_namespace");
  }

  private static End destination(Labels labels) {
    End known = End.first(labels, DESTINATION, "destination_workload_namespace");
    String name = labels.get("destination_service_name");
    if (known.isKnown() || NOWHERE.contains(name)) {
      return known;
    }
    // A service without a proxy has a short name; somebody outside is known by host.
    return name.contains(".") ? End.host(name) : new End(End.host(name).name(), "", false);
  }

  /**
   * No response at all has the code 0: the server's fault (UF, UC, URX, …), unless the caller went
   * away first (DC, or DPE for what it sent).
   */
  private static boolean failed(Labels labels) {
    String code = labels.get("response_code");
    if (code.equals("0")) {
      List<String> flags = Arrays.asList(labels.get("response_flags").split(",", -1));
      return !flags.contains("DC") && !flags.contains("DPE");
    }
    return Failure.http(code)
        || (labels.get("request_protocol").equals("grpc")
            && Failure.grpc(labels.get("grpc_response_status")));
  }

  private static void missing(Notes notes, Labels labels, double rate) {
    boolean source = labels.get("reporter").equals("source");
    String name = labels.get("destination_service_name");
    if (source && NOWHERE.contains(name) && !destination(labels).isKnown()) {
      notes.miss(rate, "they leave through " + name + "; a ServiceEntry would name the host");
    } else if (labels.get("reporter").equals("destination") && !source(labels).isKnown()) {
      notes.miss(rate, "their callers have no proxy (source_workload is unknown)");
    }
  }

  private static void injected(Notes notes, Labels labels, double rate) {
    List<String> flags = Arrays.asList(labels.get("response_flags").split(",", -1));
    if (rate > 0 && (flags.contains("FI") || flags.contains("DI"))) {
      notes.say("faults are being injected (response_flags FI or DI): some errors are on purpose");
    }
  }
}
