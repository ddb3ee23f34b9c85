// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/** The requests in a scenario of Hyperfoil that are the same for every user. */
final class HyperfoilRequests {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE");
  private static final List<String> SEQUENCES =
      List.of("initialSequences", "orderedSequences", "sequences");

  private static final String SESSION = "of a session; requests here come by themselves";
  private static final String VARIABLE =
      "it takes a value of the session, and requests here are all the same";
  private static final String LOOP = "steps in a loop";
  private static final String READ = "answers are counted by their status, not read";
  private static final String ONE = "one limit for all of the load: --max-errors, --max-p99";

  private final HyperfoilHosts hosts;

  HyperfoilRequests(HyperfoilHosts hosts) {
    this.hosts = hosts;
  }

  /**
   * A request.
   *
   * @param base scheme, host and port
   * @param body empty: none
   * @param limits flags of {@code ballast load} that judge the answers
   */
  record Request(
      String method,
      String base,
      String path,
      Map<String, String> headers,
      String body,
      List<String> limits) {
    Request {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      limits = List.copyOf(limits);
    }
  }

  /**
   * All of a scenario.
   *
   * @param unsupported hears of those that cannot be sent, and why
   */
  List<Request> of(Node scenario, String phase, BiConsumer<String, String> unsupported) {
    scenario.lost(SESSION);
    List<Node> sequences = new ArrayList<>(scenario.items());
    SEQUENCES.forEach(key -> sequences.addAll(scenario.items(key)));
    List<Request> all = new ArrayList<>();
    for (Node sequence : sequences) {
      for (Map.Entry<String, Node> named : sequence.entries().entrySet()) {
        for (Node step : named.getValue().items()) {
          step.at("loop").ifPresent(loop -> unsupported.accept(phase + "/" + named.getKey(), LOOP));
          step.at("httpRequest")
              .ifPresent(
                  request ->
                      one(request, phase + "/" + named.getKey(), unsupported).ifPresent(all::add));
        }
      }
    }
    return all;
  }

  private Optional<Request> one(
      Node request, String where, BiConsumer<String, String> unsupported) {
    request.lost("not known here, so not used");
    List<String> problems = new ArrayList<>();
    Optional<String> verb = METHODS.stream().filter(request::has).findFirst();
    Optional<Node> path = verb.flatMap(request::at).or(() -> request.at("path"));
    String method = verb.orElseGet(() -> request.text("method"));
    String base = hosts.base(request.text("authority"), problems).orElse("");
    if (!METHODS.contains(method)) {
      problems.add("method " + method + " (expected: one of HTTP)");
    }
    if (path.isEmpty() || !path.get().text().startsWith("/")) {
      problems.add(path.filter(Node::isMap).isPresent() ? VARIABLE : "no path");
    } else if (isVariable(path.get())) {
      problems.add(VARIABLE);
    }
    Optional<Node> written = request.at("body");
    Optional<Node> body = written.filter(Node::isMap).flatMap(b -> b.at("text")).or(() -> written);
    if (body.isPresent() && (body.get().text().isEmpty() || isVariable(body.get()))) {
      problems.add("its body is made in the session or read from a file");
    }
    body.map(HyperfoilRequests::raw)
        .filter(text -> text.startsWith("@"))
        .ifPresent(_ -> problems.add("a body that begins with @ would be the name of a file"));
    if (!problems.isEmpty()) {
      request.lost(String.join("; ", problems));
      unsupported.accept(where, String.join("; ", problems));
      return Optional.empty();
    }
    path.ifPresent(Node::mapped);
    request.at("method").ifPresent(Node::mapped);
    request.at("authority").ifPresent(Node::mapped);
    body.ifPresent(Node::mapped);
    request.lost(READ, "handler");
    request.lost(SESSION, "sync", "metric", "timeout", "compensation");
    return Optional.of(
        new Request(
            method,
            base,
            path.orElseThrow().text(),
            headers(request.at("headers")),
            body.map(HyperfoilRequests::raw).orElse(""),
            limits(request.at("sla"))));
  }

  private static String raw(Node node) {
    return node.tree() instanceof Tree.Text(String text) ? text : node.text();
  }

  /** Of the session there, or what {@code ballast load} takes for the number of a request. */
  private static boolean isVariable(Node node) {
    return node.text().contains("${") || node.text().contains("{n}");
  }

  private static Map<String, String> headers(Optional<Node> node) {
    Map<String, String> all = new LinkedHashMap<>();
    List<Node> maps =
        node.map(headers -> headers.isMap() ? List.of(headers) : headers.items()).orElse(List.of());
    for (Node map : maps) {
      map.entries()
          .forEach(
              (name, value) -> {
                if (value.text().isEmpty() || isVariable(value)) {
                  value.lost(VARIABLE);
                } else if (all.putIfAbsent(name, value.text()) == null) {
                  value.mapped();
                } else {
                  value.lost("the header is there already");
                }
              });
    }
    return all;
  }

  /** Of the limits for the whole of a phase; those of windows inside of it are lost. */
  private static List<String> limits(Optional<Node> node) {
    List<String> flags = new ArrayList<>();
    List<Node> all = node.map(sla -> sla.isMap() ? List.of(sla) : sla.items()).orElse(List.of());
    for (Node sla : all) {
      sla.lost(ONE);
      if (!sla.has("window") && flags.isEmpty()) {
        sla.at("errorRatio")
            .filter(ratio -> isShare(ratio.number()))
            .ifPresent(
                ratio -> {
                  ratio.mapped();
                  flags.addAll(List.of("--max-errors", ratio.text()));
                });
        sla.at("limits", "0.99")
            .filter(limit -> Units.seconds(limit.text().replace(" ", "")).isPresent())
            .ifPresent(
                limit -> {
                  limit.mapped();
                  flags.addAll(List.of("--max-p99", limit.text().replace(" ", "")));
                });
      }
    }
    return flags;
  }

  private static boolean isShare(OptionalDouble number) {
    return number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 1;
  }
}
