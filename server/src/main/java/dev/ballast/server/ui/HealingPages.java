// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.healing.HealingLoop;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.healing.HealingDesk;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;

/** The page on healing: what is open with every guardrail, and the switch. */
final class HealingPages {

  private static final String TITLE = "Healing";
  private static final String PATH = "/healing";
  private static final int LONGEST = 1000;

  private final HealingDesk desk;
  private final Notice notice;
  private final Frame frame;

  HealingPages(HealingDesk desk, Notice notice, Frame frame) {
    this.desk = desk;
    this.notice = notice;
    this.frame = frame;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Role.VIEWER, this::page),
        Endpoint.post(PATH + "/stop", Role.OPERATOR, this::stop),
        Endpoint.post(PATH + "/resume", Role.OPERATOR, this::resume),
        Endpoint.post(
            PATH + "/{id}/approve",
            Role.OPERATOR,
            r -> told(() -> desk.approve(r.variable("id"), r.caller().name()))),
        Endpoint.post(
            PATH + "/{id}/deny",
            Role.OPERATOR,
            r -> told(() -> desk.deny(r.variable("id"), r.caller().name(), reason(r)))));
  }

  private Reply page(Request request) {
    Sight sight = frame.sight(request);
    HealingView view =
        HealingPage.of(
            desk.remediations(),
            desk::runbook,
            desk.episodes(),
            desk.stopped(),
            request.caller().role().allows(Role.OPERATOR),
            sight);
    return Reply.html(
        frame.render(
            "healing",
            frame.chrome(TITLE, TITLE, "", notice.board(), sight.zone().getId()),
            "view",
            view));
  }

  private Reply stop(Request request) {
    String why = reason(request);
    var _ = desk.stop(request.caller().name(), why.isEmpty() ? "stopped on the page" : why);
    return Reply.redirect(PATH);
  }

  private Reply resume(Request request) {
    var _ = desk.resume(request.caller().name(), reason(request));
    return Reply.redirect(PATH);
  }

  private static String reason(Request request) {
    String reason = request.parameters().get("reason", "").strip();
    return reason.substring(0, Math.min(LONGEST, reason.length()));
  }

  private Reply told(Runnable decision) {
    try {
      decision.run();
      return Reply.redirect(PATH);
    } catch (HealingLoop.RefusedException e) {
      return frame.problem(
          409, notice.board(), "Nothing was changed.", String.valueOf(e.getMessage()));
    }
  }
}
