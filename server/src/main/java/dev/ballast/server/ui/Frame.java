// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incident;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.rollout.Rollouts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all pages have around them, and how their readers see times. */
final class Frame {

  private static final String ZONE_COOKIE = "ballast_zone=";

  private final Templates templates;
  private final Site.Sources sources;
  private final String version;
  private final String assets;

  /**
   * @param assets the version of the static files
   */
  Frame(Templates templates, Site.Sources sources, String version, String assets) {
    this.templates = templates;
    this.sources = sources;
    this.version = version;
    this.assets = assets;
  }

  Reply problem(int status, Board board, String sentence, String hint) {
    Chrome chrome = chrome("Not found", "", "", board, "UTC");
    return Reply.of(
        status, Reply.HTML, render("problem", chrome, "sentence", sentence, "hint", hint));
  }

  String render(String template, Chrome chrome, Object... more) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("chrome", chrome);
    for (int i = 0; i < more.length; i += 2) {
      parameters.put((String) more[i], more[i + 1]);
    }
    return templates.render(template, parameters);
  }

  Chrome chrome(String title, String active, String live, Board board, String zone) {
    int services = board.worstHealth().size();
    long needy = Sentences.needy(board).stream().map(h -> h.place().service()).distinct().count();
    int refused = sources.config().get().refused().size();
    int scarce = CapacityPage.needy(sources.capacities().get()).size();
    List<Rollouts.View> rollouts = sources.rollouts().all();
    long busy = RolloutsPage.busy(rollouts);
    int regions = board.regions().size();
    long open = sources.incidents().all().stream().filter(Incident::isOpen).count();
    return new Chrome(
        title,
        active,
        live,
        zone,
        List.of(
            new Chrome.Nav("Overview", "/", needy == 0 ? "" : Long.toString(needy), needy > 0),
            new Chrome.Nav(
                "Incidents", "/incidents", open == 0 ? "" : Long.toString(open), open > 0),
            new Chrome.Nav("Services", "/services", Integer.toString(services), false),
            new Chrome.Nav(
                "Rollouts",
                "/rollouts",
                busy == 0 ? "" : Long.toString(busy),
                RolloutsPage.isAnyNeedy(rollouts)),
            new Chrome.Nav(
                "Capacity", "/capacity", scarce == 0 ? "" : Integer.toString(scarce), scarce > 0),
            new Chrome.Nav("Cost", "/cost", "", false),
            new Chrome.Nav("Regions", "/regions", "", false),
            new Chrome.Nav("Maturity", "/maturity", "", false),
            new Chrome.Nav("Game days", "/gameday", "", false),
            new Chrome.Nav("Scorecard", "/scorecard", "", false),
            new Chrome.Nav("Events", "/events", "", false),
            new Chrome.Nav(
                "Configuration",
                "/configuration",
                refused == 0 ? "" : Integer.toString(refused),
                refused > 0)),
        "%d %s · %d %s"
            .formatted(
                services,
                services == 1 ? "service" : "services",
                regions,
                regions == 1 ? "region" : "regions"),
        version,
        assets,
        board.worstHealth().keySet().stream().map(ServiceName::value).toList());
  }

  Sight sight(Request request) {
    return new Sight(sources.clock().instant(), zone(request.header("cookie")));
  }

  /** The reader's time zone, which their browser told in a cookie; else UTC. */
  private static ZoneId zone(String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      String pair = cookie.strip();
      if (pair.startsWith(ZONE_COOKIE)) {
        try {
          return ZoneId.of(
              URLDecoder.decode(pair.substring(ZONE_COOKIE.length()), StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
          return ZoneId.of("UTC");
        }
      }
    }
    return ZoneId.of("UTC");
  }
}
