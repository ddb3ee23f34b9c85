// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;

/** The page on what reliability costs and is worth. */
final class CostPages {

  private static final String TITLE = "Cost";

  private final CostWatch costs;
  private final Notice notice;
  private final Frame frame;

  CostPages(CostWatch costs, Notice notice, Frame frame) {
    this.costs = costs;
    this.notice = notice;
    this.frame = frame;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/cost", Role.VIEWER, this::cost));
  }

  private Reply cost(Request request) {
    String zone = frame.sight(request).zone().getId();
    return Reply.html(
        frame.render(
            "cost",
            frame.chrome(TITLE, TITLE, "", notice.board(), zone),
            "view",
            CostPage.of(costs)));
  }
}
