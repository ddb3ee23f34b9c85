// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The pages on services: all of them, and one with its charts. */
final class ServicePages {

  private final Site.Sources sources;
  private final Frame frame;
  private final ServicePage page;
  private final Freshness freshness;
  private final LiveFeed live;

  ServicePages(
      Site.Sources sources, Frame frame, ServicePage page, Freshness freshness, LiveFeed live) {
    this.sources = sources;
    this.frame = frame;
    this.page = page;
    this.freshness = freshness;
    this.live = live;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/services", Role.VIEWER, this::services),
        Endpoint.get("/services/{name}", Role.VIEWER, this::service),
        Endpoint.get(
            "/live/services", Role.VIEWER, r -> live(b -> LiveParts.services(b, frame.sight(r)))),
        Endpoint.get(
            "/live/services/{name}",
            Role.VIEWER,
            r -> live(b -> LiveParts.service(serviceView(r, b, frame.sight(r))))));
  }

  private Reply live(Function<Board, List<Fragment>> parts) {
    return new Reply.Live(out -> live.run(out, parts));
  }

  private Reply services(Request request) {
    String query = request.parameters().get("q", "").strip();
    Board board = sources.notice().board();
    boolean exact = Names.isValid(query) && board.worstHealth().containsKey(new ServiceName(query));
    if (exact) {
      return Reply.redirect("/services/" + query);
    }
    Sight sight = frame.sight(request);
    List<Overview.ServiceLine> lines =
        Overview.services(board, sight).stream()
            .filter(
                line ->
                    line.name().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)))
            .toList();
    String liveAddress = query.isEmpty() ? "/live/services" : "";
    return Reply.html(
        frame.render(
            "services",
            frame.chrome("Services", "Services", liveAddress, board, sight.zone().getId()),
            "services",
            lines,
            "window",
            Sight.duration(board.trendWindow()),
            "query",
            query,
            "sentence",
            Sentences.overall(board)));
  }

  private Reply service(Request request) {
    Board board = sources.notice().board();
    String name = request.variable("name");
    boolean known =
        Names.isValid(name)
            && (board.worstHealth().containsKey(new ServiceName(name))
                || board.configuration().services().containsKey(new ServiceName(name)));
    if (!known) {
      return frame.problem(
          404,
          board,
          "There is no service " + name + ".",
          "Neither the configuration nor any telemetry names it.");
    }
    Sight sight = frame.sight(request);
    ServiceView view = serviceView(request, board, sight);
    return Reply.html(
        frame.render(
            "service",
            frame.chrome(
                name,
                "Services",
                "/live/services/" + name + "?range=" + view.range(),
                board,
                sight.zone().getId()),
            "view",
            view));
  }

  private ServiceView serviceView(Request request, Board board, Sight sight) {
    return page.of(
        board,
        sources.capacities().get(),
        sources.incidents().all(),
        new ServiceName(request.variable("name")),
        sight,
        Range.of(request.parameters().get("range", "")),
        freshness);
  }
}
