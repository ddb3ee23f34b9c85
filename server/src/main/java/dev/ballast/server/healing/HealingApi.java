// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.HealingLoop;
import dev.ballast.control.healing.Origin;
import dev.ballast.server.auth.Role;
import dev.ballast.server.healing.HealingJson.EpisodeJson;
import dev.ballast.server.healing.HealingJson.RuleJson;
import dev.ballast.server.healing.HealingJson.StopJson;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Healing: look, ask what would be done, run, propose, say yes or no, stop. All that wants an
 * action goes the same way through the guardrails; whoever may only look may propose.
 */
public final class HealingApi {

  private static final String ALL = "/api/v1/healing";
  private static final String ONE = ALL + "/remediations/{name}";
  private static final String EPISODE = ALL + "/episodes/{id}";
  private static final int LONGEST = 1000;
  private static final int MOST = 500;

  private final HealingDesk desk;

  public HealingApi(HealingDesk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, this::all),
        Endpoint.get(ALL + "/episodes", Role.VIEWER, this::episodes),
        Endpoint.get(EPISODE, Role.VIEWER, this::episode),
        Endpoint.get(ONE + "/plan", Role.VIEWER, this::plan),
        Endpoint.post(ONE + "/propose", Role.VIEWER, r -> begin(r, Origin.PROPOSAL)),
        Endpoint.post(ONE + "/run", Role.OPERATOR, r -> begin(r, Origin.RUN)),
        Endpoint.post(
            EPISODE + "/approve",
            Role.OPERATOR,
            r -> told(() -> desk.approve(r.variable("id"), r.caller().name()))),
        Endpoint.post(
            EPISODE + "/deny",
            Role.OPERATOR,
            r -> told(() -> desk.deny(r.variable("id"), r.caller().name(), reason(r, false)))),
        Endpoint.post(
            ALL + "/stop",
            Role.OPERATOR,
            r -> Reply.json(StopJson.of(desk.stop(r.caller().name(), reason(r, true))))),
        Endpoint.post(
            ALL + "/resume",
            Role.OPERATOR,
            r -> Reply.json(StopJson.of(desk.resume(r.caller().name(), reason(r, false))))));
  }

  private Reply all(Request request) {
    return Reply.json(
        new HealingJson(
            StopJson.of(desk.stopped()),
            desk.remediations().values().stream().map(RuleJson::of).toList(),
            shown("open", MOST)));
  }

  /** Episodes, newest first. */
  record EpisodesJson(List<EpisodeJson> episodes) {}

  private Reply episodes(Request request) {
    String state = request.parameters().get("state", "all");
    if (!List.of("open", "ended", "all").contains(state)) {
      throw ApiException.badRequest("state: " + state + " (expected: open, ended or all)");
    }
    return Reply.json(new EpisodesJson(shown(state, MOST)));
  }

  private List<EpisodeJson> shown(String state, int most) {
    List<Episode> newest = new ArrayList<>(desk.episodes());
    Collections.reverse(newest);
    return newest.stream()
        .filter(e -> state.equals("all") || e.isOpen() == state.equals("open"))
        .limit(most)
        .map(this::json)
        .toList();
  }

  private EpisodeJson json(Episode one) {
    return EpisodeJson.of(one, desk.remediations(), desk.runbook(one));
  }

  private Reply episode(Request request) {
    String id = request.variable("id");
    return Reply.json(
        json(
            desk.find(id)
                .orElseThrow(
                    () ->
                        ApiException.notFound(
                            "episode: " + id + " (expected: one of ballast heal list)"))));
  }

  private Reply plan(Request request) {
    return told(() -> desk.plan(request.variable("name"), region(request), by(request, false)));
  }

  private Reply begin(Request request, Origin origin) {
    boolean agent = origin == Origin.PROPOSAL;
    String reason = reason(request, agent);
    return told(
        () ->
            desk.ask(
                request.variable("name"),
                region(request),
                origin,
                by(request, agent),
                reason.isEmpty() ? "run by " + request.caller().name() : reason));
  }

  /** A proposal is nobody's yes, even where everybody has the same name. */
  private static String by(Request request, boolean proposes) {
    return (proposes ? "proposal/" : "") + request.caller().name();
  }

  private static String region(Request request) {
    String region = request.parameters().get("region", "").strip();
    if (!region.isEmpty() && !region.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}")) {
      throw ApiException.badRequest("region: (expected: letters, digits, '.', '_' and '-')");
    }
    return region;
  }

  private static String reason(Request request, boolean needed) {
    String reason = request.parameters().get("reason", "").strip();
    if (needed && reason.isEmpty()) {
      throw ApiException.badRequest("reason: missing (expected: why)");
    }
    if (reason.length() > LONGEST) {
      throw ApiException.badRequest("reason: too long (expected: at most 1000 characters)");
    }
    return reason;
  }

  private Reply told(Supplier<Episode> asked) {
    try {
      return Reply.json(json(asked.get()));
    } catch (HealingLoop.RefusedException e) {
      throw new ApiException(409, "refused", String.valueOf(e.getMessage()));
    }
  }
}
