// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Truth;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The pages on incidents, and what people say on them: plain forms. */
final class IncidentPages {

  private static final String ALL = "/incidents";
  private static final String ONE = ALL + "/{id}";
  private static final String NAV = "Incidents";
  private static final long FORM = 8192;
  private static final int LONGEST_NOTE = 2000;

  private final Incidents incidents;
  private final Notice notice;
  private final Freshness freshness;
  private final Frame frame;
  private final IncidentPage page;
  private final LiveFeed live;

  IncidentPages(
      Incidents incidents,
      Notice notice,
      Freshness freshness,
      Frame frame,
      IncidentPage page,
      LiveFeed live) {
    this.incidents = incidents;
    this.notice = notice;
    this.freshness = freshness;
    this.frame = frame;
    this.page = page;
    this.live = live;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, this::all),
        Endpoint.get(ONE, Role.VIEWER, this::one),
        Endpoint.get("/live" + ALL, Role.VIEWER, this::liveAll),
        Endpoint.get("/live" + ONE, Role.VIEWER, this::liveOne),
        new Endpoint(Verb.POST, ONE + "/acknowledge", Role.OPERATOR, FORM, this::acknowledge),
        new Endpoint(Verb.POST, ONE + "/note", Role.OPERATOR, FORM, this::note),
        new Endpoint(Verb.POST, ONE + "/confirm", Role.OPERATOR, FORM, this::confirm));
  }

  private Reply all(Request request) {
    Sight sight = frame.sight(request);
    Board board = notice.board();
    return Reply.html(
        frame.render(
            "incidents",
            frame.chrome(NAV, NAV, "/live" + ALL, board, sight.zone().getId()),
            "view",
            page.all(board, sight)));
  }

  private Reply one(Request request) {
    Board board = notice.board();
    Sight sight = frame.sight(request);
    return incidents
        .find(request.variable("id"))
        .<Reply>map(
            incident ->
                Reply.html(
                    frame.render(
                        "incident",
                        frame.chrome(
                            incident.id() + " " + IncidentWords.headline(incident),
                            NAV,
                            "/live" + IncidentWords.link(incident),
                            board,
                            sight.zone().getId()),
                        "view",
                        page.of(incident, board, request.caller(), sight, freshness))))
        .orElseGet(() -> unknown(request));
  }

  private Reply unknown(Request request) {
    return frame.problem(
        404,
        notice.board(),
        "There is no incident " + request.variable("id") + ".",
        "Those that were resolved long ago are only in the events.");
  }

  private Reply liveAll(Request request) {
    return new Reply.Live(
        out -> live.run(out, board -> LiveParts.incidents(page.all(board, frame.sight(request)))));
  }

  private Reply liveOne(Request request) {
    return new Reply.Live(
        out ->
            live.run(
                out,
                board ->
                    incidents
                        .find(request.variable("id"))
                        .map(
                            incident ->
                                LiveParts.incident(
                                    page.of(
                                        incident,
                                        board,
                                        request.caller(),
                                        frame.sight(request),
                                        freshness)))
                        .orElse(List.of())));
  }

  private Reply acknowledge(Request request) {
    return incidents
        .acknowledge(request.variable("id"), request.caller().name())
        .<Reply>map(incident -> Reply.redirect(IncidentWords.link(incident)))
        .orElseGet(
            () ->
                incidents
                    .find(request.variable("id"))
                    .<Reply>map(this::over)
                    .orElseGet(() -> unknown(request)));
  }

  private Reply over(Incident incident) {
    return frame.problem(
        409,
        notice.board(),
        incident.id() + " is not open any more.",
        "Nothing was done: there is nothing left to acknowledge.");
  }

  private Reply note(Request request) {
    String text = request.parameters().get("text", "").strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTE) {
      return frame.problem(
          400,
          notice.board(),
          "Nothing was written down.",
          "text: %d characters (expected: 1 to %d)".formatted(text.length(), LONGEST_NOTE));
    }
    return incidents
        .note(request.variable("id"), request.caller().name(), text)
        .<Reply>map(incident -> Reply.redirect(IncidentWords.link(incident) + "#timeline"))
        .orElseGet(() -> unknown(request));
  }

  private Reply confirm(Request request) {
    try {
      Truth truth =
          Truth.said(
              request.parameters().get("cause", ""),
              request.parameters().get("to", ""),
              request.parameters().get("region", ""));
      Set<String> known = new TreeSet<>(notice.board().names());
      incidents
          .find(request.variable("id"))
          .ifPresent(one -> one.explanation().causes().forEach(c -> known.add(c.suspect().name())));
      truth.check(known);
      return incidents
          .confirm(request.variable("id"), truth, request.caller().name())
          .<Reply>map(incident -> Reply.redirect(IncidentWords.link(incident) + "#confirm"))
          .orElseGet(() -> unknown(request));
    } catch (IllegalArgumentException e) {
      return frame.problem(
          400, notice.board(), "Nothing was confirmed.", String.valueOf(e.getMessage()));
    }
  }
}
