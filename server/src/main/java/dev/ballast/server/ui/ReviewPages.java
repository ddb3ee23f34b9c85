// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incidents;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.server.oncall.ActionBook;
import dev.ballast.server.scorecard.ScorecardBook;
import java.util.List;

/** What is looked at afterwards: how good the diagnosis was, and what is left to do. */
final class ReviewPages {

  private static final String ACTIONS = "/actions";
  private static final long FORM = 8192;
  private static final int LONGEST_NOTE = 500;

  private final ScorecardBook scorecard;
  private final ActionBook actions;
  private final Incidents incidents;
  private final Notice notice;
  private final Frame frame;

  ReviewPages(
      ScorecardBook scorecard,
      ActionBook actions,
      Incidents incidents,
      Notice notice,
      Frame frame) {
    this.scorecard = scorecard;
    this.actions = actions;
    this.incidents = incidents;
    this.notice = notice;
    this.frame = frame;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/scorecard", Role.VIEWER, this::scorecard),
        Endpoint.get(ACTIONS, Role.VIEWER, this::actions),
        new Endpoint(Verb.POST, ACTIONS + "/{id}/done", Role.OPERATOR, FORM, this::done));
  }

  private Reply scorecard(Request request) {
    return page(
        "scorecard",
        "Scorecard",
        request,
        ScorecardPage.of(scorecard, incidents.all(), frame.sight(request)));
  }

  private Reply actions(Request request) {
    boolean may = request.caller().role().allows(Role.OPERATOR);
    return page(
        "actions",
        "Action items",
        request,
        ActionsPage.of(actions.all(), may, frame.sight(request)));
  }

  private Reply page(String template, String title, Request request, Object view) {
    String zone = frame.sight(request).zone().getId();
    return Reply.html(
        frame.render(template, frame.chrome(title, title, "", notice.board(), zone), "view", view));
  }

  private Reply done(Request request) {
    String id = request.variable("id");
    String note = request.parameters().get("note", "").strip();
    if (note.length() > LONGEST_NOTE) {
      return frame.problem(
          400,
          notice.board(),
          "Nothing was written down.",
          "note: %d characters (expected: at most %d)".formatted(note.length(), LONGEST_NOTE));
    }
    int number = id.matches("[0-9]{1,6}") ? Integer.parseInt(id) : 0;
    return actions
        .done(number, request.caller().name(), note)
        .<Reply>map(item -> Reply.redirect(ACTIONS + "#action-" + item.id()))
        .orElseGet(
            () ->
                frame.problem(
                    404,
                    notice.board(),
                    "There is no action item " + id + ".",
                    "All of them are at /actions."));
  }
}
