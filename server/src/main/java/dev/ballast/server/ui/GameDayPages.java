// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gameday.DayEvent;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page on game days: one clock, what happens, what was found, and a place for notes. */
final class GameDayPages {

  private static final String TITLE = "Game days";

  private final GameDayDesk desk;
  private final Notice notice;
  private final Frame frame;
  private final InstantSource clock;

  GameDayPages(GameDayDesk desk, Notice notice, Frame frame, InstantSource clock) {
    this.desk = desk;
    this.notice = notice;
    this.frame = frame;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/gameday", Role.VIEWER, this::page),
        Endpoint.post("/gameday/waiting/{digest}/approve", Role.OPERATOR, this::approve),
        Endpoint.post("/gameday/{id}/note", Role.OPERATOR, this::note),
        Endpoint.post("/gameday/{id}/abort", Role.OPERATOR, this::abort));
  }

  private Reply page(Request request) {
    Sight sight = frame.sight(request);
    Optional<String> id = request.parameters().get("id");
    Optional<GameDayDesk.View> shown = id.isPresent() ? desk.find(id.get()) : desk.latest();
    if (id.isPresent() && shown.isEmpty()) {
      return frame.problem(
          404, notice.board(), "There is no game day " + id.get() + ".", "It may be forgotten.");
    }
    GameDayView view =
        GameDayPage.of(
            id.isPresent() ? "/gameday?id=" + id.get() : "/gameday",
            shown.orElse(null),
            desk.all(),
            shown.map(s -> desk.users(s.state().id())).orElse(List.of()),
            WaitingDays.of(desk.waiting(), request.caller(), sight),
            clock.instant(),
            sight);
    return Reply.html(
        frame.render(
            "gameday",
            frame.chrome(TITLE, TITLE, "", notice.board(), sight.zone().getId()),
            "view",
            view));
  }

  private Reply approve(Request request) {
    Caller caller = request.caller();
    try {
      desk.approve(request.variable("digest"), caller.name(), !caller.equals(Caller.LOCAL));
      return Reply.redirect("/gameday");
    } catch (GameDayDesk.RefusedException | IllegalArgumentException e) {
      return frame.problem(
          409, notice.board(), "It is not approved.", String.valueOf(e.getMessage()));
    }
  }

  private Reply note(Request request) {
    String text = request.parameters().get("text", "");
    String by = request.caller().name();
    return tell(request, at -> new DayEvent.Said(at, by, text));
  }

  private Reply abort(Request request) {
    String reason = request.parameters().get("reason", "");
    String by = request.caller().name();
    return tell(request, at -> new DayEvent.Stopped(at, by, reason));
  }

  private Reply tell(Request request, Function<Instant, DayEvent> event) {
    String id = request.variable("id");
    if (desk.find(id).isEmpty()) {
      throw ApiException.notFound("gameday: " + id);
    }
    try {
      desk.tell(id, event);
      return Reply.redirect("/gameday?id=" + id);
    } catch (GameDayDesk.RefusedException e) {
      return frame.problem(
          409, notice.board(), "Nothing was changed.", String.valueOf(e.getMessage()));
    }
  }
}
