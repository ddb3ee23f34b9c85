// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.regions.RegionsJson.PolicyJson;
import java.util.List;
import java.util.function.Supplier;

/** The page on regions: which stand, how far apart they are, and whether one could be lost. */
final class RegionsPages {

  private static final String TITLE = "Regions";
  private static final int MOST_CONFLICTS = 1_000;

  private final RegionDesk desk;
  private final Supplier<RegionLinks> links;
  private final Notice notice;
  private final Frame frame;
  private final RegionCharts charts;
  private final EventLog events;

  RegionsPages(
      RegionDesk desk,
      Supplier<RegionLinks> links,
      Notice notice,
      Frame frame,
      RegionCharts charts,
      EventLog events) {
    this.desk = desk;
    this.links = links;
    this.charts = charts;
    this.events = events;
    this.notice = notice;
    this.frame = frame;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/regions", Role.VIEWER, this::regions));
  }

  private Reply regions(Request request) {
    Sight sight = frame.sight(request);
    int offset = request.parameters().number("conflicts", 0, 0, MOST_CONFLICTS);
    RegionsView view =
        RegionsPage.of(
            desk.standing(links.get()),
            desk.judged(Wish.Kind.DRAIN, request.caller().name()),
            sight,
            Range.of(request.parameters().get("range", "")),
            (policy, range) -> charts(policy, range, sight),
            ConflictLines.of(desk.conflicts().page(ConflictLines.PAGE, offset), offset, sight));
    return Reply.html(
        frame.render(
            "regions",
            frame.chrome(TITLE, TITLE, "", notice.board(), sight.zone().getId()),
            "view",
            view));
  }

  private List<Chart> charts(PolicyJson policy, Range range, Sight sight) {
    List<Milestone> marks =
        RegionMilestones.of(
            events, RegionCharts.regions(policy), sight.now().minus(range.length()));
    return charts.of(policy, sight, range, marks);
  }
}
