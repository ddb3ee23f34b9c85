// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.Check;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;

/** How mature everybody is, with the evidence; as facts for Backstage, and as a badge. */
public final class MaturityApi {

  private static final String PATH = "/api/v1/maturity";
  private static final int HISTORY = 50;
  private static final int MOST_NAMES = 20;

  private final MaturityWatch watch;

  public MaturityApi(MaturityWatch watch) {
    this.watch = watch;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Role.VIEWER, this::all),
        Endpoint.get(PATH + "/services/{name}", Role.VIEWER, this::one),
        Endpoint.get(PATH + "/facts", Role.VIEWER, _ -> Reply.json(FactsJson.of(latest()))),
        Endpoint.get(PATH + "/badge", Role.VIEWER, this::badge));
  }

  private Assessment latest() {
    Assessment all = watch.latest();
    if (all.at().equals(Assessment.NONE.at())) {
      throw new ApiException(
          503, "not_ready", "maturity: not judged yet (expected: within a minute of the start)");
    }
    return all;
  }

  private Reply all(Request request) {
    Assessment all = latest();
    String id = request.parameters().get("check", "");
    if (id.isEmpty()) {
      return Reply.json(MaturityJson.of(all, watch.history(all.organisation().subject(), HISTORY)));
    }
    Check check =
        Catalogue.find(id)
            .orElseThrow(
                () -> unknown("check", id, Catalogue.ALL.stream().map(Check::id).toList()));
    return Reply.json(MaturityJson.OneCheckJson.of(check.id(), check.title(), all));
  }

  private Reply one(Request request) {
    Card card = card(latest(), request.variable("name"));
    return Reply.json(CardJson.of(card, watch.history(card.subject(), HISTORY)));
  }

  private Reply badge(Request request) {
    Assessment all = latest();
    String service = request.parameters().get("service", "");
    Card card = service.isEmpty() ? all.organisation() : card(all, service);
    return Reply.of(200, "image/svg+xml", Badge.svg(card)).with("cache-control", "max-age=300");
  }

  private static Card card(Assessment all, String service) {
    return all.of(service)
        .orElseThrow(
            () ->
                unknown(
                    "service",
                    service,
                    all.services().stream().map(one -> one.subject().name()).toList()));
  }

  private static ApiException unknown(String what, String name, List<String> known) {
    String expected =
        known.isEmpty()
            ? "a Service of the configuration"
            : known.size() <= MOST_NAMES
                ? "one of " + String.join(", ", known)
                : "one of %d%s"
                    .formatted(
                        known.size(),
                        Nearest.to(name, known).map(near -> ", such as " + near).orElse(""));
    return new ApiException(
        404, "not_found", "%s: %s (expected: %s)".formatted(what, name, expected));
  }
}
