// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.topology.analysis.GraphDiff;
import dev.ballast.control.topology.analysis.Why;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.graph.CriticalJson;
import dev.ballast.server.graph.DiffJson;
import dev.ballast.server.graph.GraphExport;
import dev.ballast.server.graph.GraphView;
import dev.ballast.server.graph.GraphWatch;
import dev.ballast.server.graph.SummaryJson;
import dev.ballast.server.graph.WhyJson;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What hangs on what: the graph of services and what follows from it. */
public final class GraphApi {

  private static final int SERVICES = 50;
  private static final int MOST_SERVICES = 100_000;

  private final GraphWatch watch;
  private final Supplier<Board> board;
  private final InstantSource clock;

  public GraphApi(GraphWatch watch, Supplier<Board> board, InstantSource clock) {
    this.watch = watch;
    this.board = board;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/graph/summary", Role.VIEWER, r -> Reply.json(SummaryJson.of(view()))),
        Endpoint.get("/api/v1/graph/critical", Role.VIEWER, this::critical),
        Endpoint.get("/api/v1/graph/why", Role.VIEWER, this::why),
        Endpoint.get("/api/v1/graph/diff", Role.VIEWER, this::diff),
        Endpoint.get("/api/v1/graph/export", Role.VIEWER, this::export));
  }

  /** As of the newest judgement; before the first one there is nothing to say. */
  private GraphView view() {
    Board now = board.get();
    if (now.version() == 0) {
      throw new ApiException(503, "starting", "Nothing has been judged yet; retry in a moment.");
    }
    return watch.look(now.health().topology(), now.configuration());
  }

  private Reply critical(Request request) {
    int most = request.parameters().number("limit", SERVICES, 1, MOST_SERVICES);
    return Reply.json(CriticalJson.of(view(), most));
  }

  private Reply why(Request request) {
    GraphView view = view();
    return Reply.json(
        WhyJson.of(
            Why.of(
                view.graph(),
                known(view, request, "from"),
                known(view, request, "to"),
                view.signals())));
  }

  private static ServiceName known(GraphView view, Request request, String parameter) {
    String name = request.parameters().get(parameter, "");
    if (!Names.isValid(name) || view.graph().number(new ServiceName(name)).isEmpty()) {
      throw ApiException.badRequest(
          parameter + ": " + name + " (expected: a service of the graph)");
    }
    return new ServiceName(name);
  }

  private Reply diff(Request request) {
    Instant now = clock.instant();
    Instant since = request.parameters().instant("since", now.minus(Duration.ofHours(1)));
    if (!since.isBefore(now)) {
      throw ApiException.badRequest("since: " + since + " (expected: a time before now)");
    }
    GraphView after = view();
    try {
      GraphView before = watch.at(since, board.get().configuration());
      return Reply.json(DiffJson.of(GraphDiff.between(before.analysis(), after.analysis())));
    } catch (QueryException e) {
      throw new ApiException(503, "no_telemetry", "Telemetry does not answer: " + e.getMessage());
    }
  }

  private Reply export(Request request) {
    String word = request.parameters().get("format", "json");
    GraphExport format =
        Arrays.stream(GraphExport.values())
            .filter(f -> f.toString().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiException.badRequest(
                        "format: " + word + " (expected: dot, json, mermaid or cytoscape)"));
    return Reply.of(200, format.isJson() ? Reply.JSON : Reply.TEXT, format.write(view()));
  }
}
