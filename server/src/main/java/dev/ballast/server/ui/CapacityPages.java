// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The pages on what can run out: all of it, and one limit. */
final class CapacityPages {

  private final Site.Sources sources;
  private final Frame frame;
  private final Happenings happenings;
  private final LiveFeed live;

  CapacityPages(Site.Sources sources, Frame frame, Happenings happenings, LiveFeed live) {
    this.sources = sources;
    this.frame = frame;
    this.happenings = happenings;
    this.live = live;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/capacity", Role.VIEWER, this::capacity),
        Endpoint.get("/capacity/{name}", Role.VIEWER, this::oneCapacity),
        Endpoint.get("/live/capacity", Role.VIEWER, this::liveAll),
        Endpoint.get("/live/capacity/{name}", Role.VIEWER, this::liveOne));
  }

  private Reply liveAll(Request request) {
    return live(
        () ->
            List.of(
                CapacityPage.all(sources.capacities().get(), frame.sight(request), happenings)));
  }

  private Reply liveOne(Request request) {
    return live(
        () ->
            named(request)
                .map(one -> List.of(CapacityPage.one(one, frame.sight(request), happenings)))
                .orElse(List.of()));
  }

  private Reply live(Supplier<List<CapacityView>> views) {
    return new Reply.Live(
        out ->
            live.run(
                out,
                _ -> views.get().stream().flatMap(v -> LiveParts.capacities(v).stream()).toList()));
  }

  private Reply capacity(Request request) {
    Sight sight = frame.sight(request);
    return capacities(
        "Capacity",
        "/live/capacity",
        CapacityPage.all(sources.capacities().get(), sight, happenings),
        sight);
  }

  private Reply oneCapacity(Request request) {
    Sight sight = frame.sight(request);
    String name = request.variable("name");
    return named(request)
        .map(
            report ->
                capacities(
                    name,
                    "/live/capacity/" + name,
                    CapacityPage.one(report, sight, happenings),
                    sight))
        .orElseGet(
            () ->
                frame.problem(
                    404,
                    sources.notice().board(),
                    "There is no capacity " + name + ".",
                    "The configuration has none of that name, or it has not been judged yet."));
  }

  private Optional<CapacityReport> named(Request request) {
    return sources.capacities().get().reports().stream()
        .filter(report -> report.capacity().name().value().equals(request.variable("name")))
        .findFirst();
  }

  private Reply capacities(String title, String live, CapacityView view, Sight sight) {
    Board board = sources.notice().board();
    return Reply.html(
        frame.render(
            "capacity",
            frame.chrome(title, "Capacity", live, board, sight.zone().getId()),
            "view",
            view));
  }
}
