// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.maturity.MaturityWatch;
import java.util.List;
import java.util.Optional;

/** The pages on how mature the organisation is, and each of its services. */
final class MaturityPages {

  private static final String TITLE = "Maturity";
  private static final int HISTORY = 20;

  private final MaturityWatch watch;
  private final Notice notice;
  private final Frame frame;

  MaturityPages(MaturityWatch watch, Notice notice, Frame frame) {
    this.watch = watch;
    this.notice = notice;
    this.frame = frame;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/maturity", Role.VIEWER, this::all),
        Endpoint.get("/maturity/{name}", Role.VIEWER, this::one));
  }

  private Reply all(Request request) {
    Assessment all = watch.latest();
    if (all.at().equals(Assessment.NONE.at())) {
      return Reply.html(
          frame.render(
              "problem",
              frame.chrome(TITLE, TITLE, "", notice.board(), frame.sight(request).zone().getId()),
              "sentence",
              "Maturity was not judged yet.",
              "hint",
              "It is judged as soon as health is, within a minute of the server's start."));
    }
    return page(
        request,
        TITLE,
        MaturityPage.of(
            all, watch.history(all.organisation().subject(), HISTORY), frame.sight(request)));
  }

  private Reply one(Request request) {
    String name = request.variable("name");
    Optional<Card> card = watch.latest().of(name);
    if (card.isEmpty()) {
      return frame.problem(
          404,
          notice.board(),
          "There is no maturity of " + name + ".",
          "The configuration has no service of that name that is yours.");
    }
    return page(
        request,
        name + " · maturity",
        MaturityPage.of(
            card.get(), watch.history(card.get().subject(), HISTORY), frame.sight(request)));
  }

  private Reply page(Request request, String title, MaturityView view) {
    return Reply.html(
        frame.render(
            "maturity",
            frame.chrome(title, TITLE, "", notice.board(), frame.sight(request).zone().getId()),
            "view",
            view));
  }
}
