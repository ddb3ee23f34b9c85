// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.server.rollout.Rollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The pages on rollouts, and the decisions that are taken on them: plain forms, let in like every
 * other request that changes something.
 */
final class RolloutPages {

  private static final String ALL = "/rollouts";
  private static final String ONE = ALL + "/{namespace}/{name}";
  private static final String NAV = "Rollouts";
  private static final long FORM = 4096;

  private final Rollouts rollouts;
  private final Notice notice;
  private final Frame frame;
  private final RolloutPage page;
  private final LiveFeed live;

  RolloutPages(Rollouts rollouts, Notice notice, Frame frame, RolloutPage page, LiveFeed live) {
    this.rollouts = rollouts;
    this.notice = notice;
    this.frame = frame;
    this.page = page;
    this.live = live;
  }

  List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(Endpoint.get(ALL, Role.VIEWER, this::all));
    endpoints.add(Endpoint.get(ONE, Role.VIEWER, this::one));
    endpoints.add(Endpoint.get("/live" + ALL, Role.VIEWER, this::liveAll));
    endpoints.add(Endpoint.get("/live" + ONE, Role.VIEWER, this::liveOne));
    for (Command command : Command.values()) {
      String word = command.name().toLowerCase(Locale.ROOT);
      endpoints.add(
          new Endpoint(
              Verb.POST,
              ONE + "/" + word,
              Role.OPERATOR,
              FORM,
              r -> decide(r, name -> rollouts.command(name, command, r.caller().name()))));
    }
    endpoints.add(
        new Endpoint(
            Verb.POST,
            ONE + "/approve",
            Role.OPERATOR,
            FORM,
            r ->
                decide(
                    r,
                    name ->
                        rollouts.approve(
                            name,
                            r.parameters().get("gate", ""),
                            r.parameters().get("revision", ""),
                            r.caller().name()))));
    return endpoints;
  }

  private Reply all(Request request) {
    Sight sight = frame.sight(request);
    return Reply.html(
        frame.render(
            "rollouts",
            frame.chrome(NAV, NAV, "/live" + ALL, notice.board(), sight.zone().getId()),
            "view",
            page.all(rollouts.all(), sight)));
  }

  private Reply one(Request request) {
    Board board = notice.board();
    Sight sight = frame.sight(request);
    return rollouts
        .find(name(request))
        .<Reply>map(
            view ->
                Reply.html(
                    frame.render(
                        "rollout",
                        frame.chrome(
                            view.rollout().name().name(),
                            NAV,
                            "/live" + RolloutPage.link(view.rollout()),
                            board,
                            sight.zone().getId()),
                        "view",
                        page.of(view, board, request.caller(), sight))))
        .orElseGet(() -> unknown(request));
  }

  private Reply unknown(Request request) {
    return frame.problem(
        404,
        notice.board(),
        "There is no rollout " + name(request) + ".",
        "It was let go, or never applied.");
  }

  private Reply liveAll(Request request) {
    return new Reply.Live(
        out ->
            live.run(out, _ -> LiveParts.rollouts(page.all(rollouts.all(), frame.sight(request)))));
  }

  private Reply liveOne(Request request) {
    return new Reply.Live(
        out ->
            live.run(
                out,
                board ->
                    rollouts
                        .find(name(request))
                        .map(
                            view ->
                                LiveParts.rollout(
                                    page.of(view, board, request.caller(), frame.sight(request))))
                        .orElse(List.of())));
  }

  /** A decision is about the revision that its reader saw; another one is not decided by it. */
  private Reply decide(Request request, Consumer<ObjectName> decision) {
    String revision = request.parameters().get("revision", "");
    Rollouts.View view = rollouts.find(name(request)).orElse(null);
    if (view == null) {
      return unknown(request);
    }
    var state = view.rollout().state();
    if (!state.phase().isUnderWay() || !state.applied().equals(revision)) {
      return frame.problem(
          409,
          notice.board(),
          revision + " is not being rolled out any more.",
          "Nothing was done: look at %s again.".formatted(view.rollout().name()));
    }
    try {
      decision.accept(view.rollout().name());
    } catch (Rollouts.RefusedException | ActuatorException e) {
      return frame.problem(
          409, notice.board(), "Nothing was done.", String.valueOf(e.getMessage()));
    }
    return Reply.redirect(RolloutPage.link(view.rollout()));
  }

  private static ObjectName name(Request request) {
    return new ObjectName(request.variable("namespace"), request.variable("name"));
  }
}
