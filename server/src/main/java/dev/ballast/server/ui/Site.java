// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages that people see, each complete without a script and live with one. */
public final class Site {

  private static final int EVENTS = 100;
  private static final String ZONE_COOKIE = "ballast_zone=";

  private final Sources sources;
  private final Facts facts;
  private final Templates templates = new Templates();
  private final Assets assets = new Assets();
  private final ServicePage servicePage;
  private final LiveFeed live;
  private final Freshness freshness;

  /** Where the pages get what they show. */
  public record Sources(
      Notice notice,
      MetricQuery metrics,
      TraceQuery traces,
      LogQuery logs,
      EventLog events,
      Supplier<ConfigState> config,
      InstantSource clock) {}

  /**
   * What the pages say about the server.
   *
   * @param address where telemetry is to be sent
   * @param folder the watched folder; empty when there is none
   */
  public record Facts(
      String version, Supplier<String> address, String folder, Freshness freshness) {}

  public Site(Sources sources, Facts facts) {
    this.sources = sources;
    this.facts = facts;
    this.servicePage =
        new ServicePage(
            sources.traces(),
            sources.logs(),
            sources.events(),
            new ServiceCharts(sources.metrics()));
    this.live = new LiveFeed(sources.notice(), templates);
    this.freshness = facts.freshness();
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>(assets.endpoints());
    endpoints.add(page("/", this::overview));
    endpoints.add(page("/services", this::services));
    endpoints.add(page("/services/{name}", this::service));
    endpoints.add(page("/traces/{id}", this::trace));
    endpoints.add(page("/events", this::events));
    endpoints.add(page("/configuration", this::configuration));
    endpoints.add(page("/docs", this::docs));
    endpoints.add(page("/live/overview", r -> live(b -> overviewParts(b, sight(r)))));
    endpoints.add(page("/live/services", r -> live(b -> servicesParts(b, sight(r)))));
    endpoints.add(
        page("/live/services/{name}", r -> live(b -> serviceParts(serviceView(r, b, sight(r))))));
    return endpoints;
  }

  /** A page for somebody who is not known yet. */
  public String login(String problem) {
    return render("login", chrome("Sign in", "", "", Board.EMPTY, "UTC"), "problem", problem);
  }

  private static Endpoint page(String path, Endpoint.Handler handler) {
    return Endpoint.get(path, Role.VIEWER, handler);
  }

  private Reply live(Function<Board, List<Fragment>> parts) {
    return new Reply.Live(out -> live.run(out, parts));
  }

  private Reply overview(Request request) {
    Board board = sources.notice().board();
    Sight sight = sight(request);
    return Reply.html(
        render(
            "overview",
            chrome("Overview", "Overview", "/live/overview", board, sight.zone().getId()),
            "view",
            Overview.of(board, sight, freshness),
            "connect",
            board.isEmpty() ? facts.address().get() : ""));
  }

  private List<Fragment> overviewParts(Board board, Sight sight) {
    Overview view = Overview.of(board, sight, freshness);
    return List.of(
        new Fragment("head", "part/head", Map.of("head", view.head())),
        new Fragment("map", "part/map", Map.of("map", view.map())),
        new Fragment("now", "part/now", Map.of("items", view.now())),
        new Fragment("next", "part/next", Map.of("items", view.next())),
        new Fragment("budgets", "part/budgets", Map.of("view", view)),
        new Fragment(
            "services",
            "part/services",
            Map.of("services", view.services(), "window", view.trendWindow())));
  }

  private Reply services(Request request) {
    String query = request.parameters().get("q", "").strip();
    Board board = sources.notice().board();
    boolean exact = Names.isValid(query) && board.worstHealth().containsKey(new ServiceName(query));
    if (exact) {
      return Reply.redirect("/services/" + query);
    }
    Sight sight = sight(request);
    List<Overview.ServiceLine> lines =
        Overview.services(board, sight).stream()
            .filter(
                line ->
                    line.name().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)))
            .toList();
    String liveAddress = query.isEmpty() ? "/live/services" : "";
    return Reply.html(
        render(
            "services",
            chrome("Services", "Services", liveAddress, board, sight.zone().getId()),
            "services",
            lines,
            "window",
            Sight.duration(board.trendWindow()),
            "query",
            query,
            "sentence",
            Sentences.overall(board)));
  }

  private List<Fragment> servicesParts(Board board, Sight sight) {
    return List.of(
        new Fragment(
            "services",
            "part/services",
            Map.of(
                "services",
                Overview.services(board, sight),
                "window",
                Sight.duration(board.trendWindow()))));
  }

  private Reply service(Request request) {
    Board board = sources.notice().board();
    String name = request.variable("name");
    boolean known =
        Names.isValid(name)
            && (board.worstHealth().containsKey(new ServiceName(name))
                || board.configuration().services().containsKey(new ServiceName(name)));
    if (!known) {
      return problem(
          404,
          "There is no service " + name + ".",
          "Neither the configuration nor any telemetry names it.");
    }
    Sight sight = sight(request);
    ServiceView view = serviceView(request, board, sight);
    return Reply.html(
        render(
            "service",
            chrome(
                name,
                "Services",
                "/live/services/" + name + "?range=" + view.range(),
                board,
                sight.zone().getId()),
            "view",
            view));
  }

  private ServiceView serviceView(Request request, Board board, Sight sight) {
    return servicePage.of(
        board,
        new ServiceName(request.variable("name")),
        sight,
        Range.of(request.parameters().get("range", "")),
        freshness);
  }

  private static List<Fragment> serviceParts(ServiceView view) {
    return List.of(
        new Fragment("top", "part/serviceTop", Map.of("top", view.top())),
        new Fragment("why", "part/serviceWhy", Map.of("reasons", view.reasons())),
        new Fragment("red", "part/serviceRed", Map.of("view", view)),
        new Fragment("slos", "part/serviceSlos", Map.of("slos", view.slos())),
        new Fragment(
            "neighbours", "part/serviceNeighbours", Map.of("neighbours", view.neighbours())),
        new Fragment("signals", "part/serviceSignals", Map.of("view", view)),
        new Fragment("gate", "part/serviceGate", Map.of("gate", view.gate())),
        new Fragment("events", "part/serviceEvents", Map.of("items", view.events())));
  }

  private Reply trace(Request request) {
    String id = request.variable("id").toLowerCase(Locale.ROOT);
    List<Span> spans = sources.traces().trace(id);
    if (spans.isEmpty()) {
      return problem(
          404, "This trace is not known.", "It was never sent here, or it is no longer kept.");
    }
    Sight sight = sight(request);
    return Reply.html(
        render(
            "trace",
            chrome("Trace", "Services", "", sources.notice().board(), sight.zone().getId()),
            "view",
            TraceView.of(id, spans, sources.logs().ofTrace(id), sight)));
  }

  private Reply events(Request request) {
    String name = request.parameters().get("name", "");
    Instant until = request.parameters().instant("to", Instant.MAX);
    EventFilter filter = new EventFilter(name, "", Instant.MIN, until);
    List<Event> found = sources.events().latest(filter, EVENTS);
    Sight sight = sight(request);
    String older =
        found.size() < EVENTS
            ? ""
            : "/events?name=" + name + "&to=" + found.getLast().at().minusMillis(1);
    return Reply.html(
        render(
            "events",
            chrome("Events", "Events", "", sources.notice().board(), sight.zone().getId()),
            "sentence",
            found.isEmpty()
                ? "Nothing has happened yet."
                : "The last thing happened %s.".formatted(sight.ago(found.getFirst().at())),
            "filter",
            name,
            "events",
            found.stream().map(event -> EventLine.of(event, sight)).toList(),
            "older",
            older));
  }

  private Reply configuration(Request request) {
    Sight sight = sight(request);
    return Reply.html(
        render(
            "configuration",
            chrome(
                "Configuration",
                "Configuration",
                "",
                sources.notice().board(),
                sight.zone().getId()),
            "view",
            ConfigView.of(sources.config().get(), facts.folder(), sight)));
  }

  private Reply docs(Request request) {
    return Reply.html(
        render(
            "docs",
            chrome("API", "", "", sources.notice().board(), sight(request).zone().getId()),
            "groups",
            ApiDocs.read()));
  }

  private Reply problem(int status, String sentence, String hint) {
    Chrome chrome = chrome("Not found", "", "", sources.notice().board(), "UTC");
    return Reply.of(
        status, Reply.HTML, render("problem", chrome, "sentence", sentence, "hint", hint));
  }

  private String render(String template, Chrome chrome, Object... more) {
    Map<String, Object> parameters = new java.util.HashMap<>();
    parameters.put("chrome", chrome);
    for (int i = 0; i < more.length; i += 2) {
      parameters.put((String) more[i], more[i + 1]);
    }
    return templates.render(template, parameters);
  }

  private Chrome chrome(String title, String active, String live, Board board, String zone) {
    int services = board.worstHealth().size();
    long needy = Sentences.needy(board).stream().map(h -> h.place().service()).distinct().count();
    int refused = sources.config().get().refused().size();
    int regions = board.regions().size();
    return new Chrome(
        title,
        active,
        live,
        zone,
        List.of(
            new Chrome.Nav("Overview", "/", needy == 0 ? "" : Long.toString(needy), needy > 0),
            new Chrome.Nav("Services", "/services", Integer.toString(services), false),
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
        facts.version(),
        assets.version(),
        board.worstHealth().keySet().stream().map(ServiceName::value).toList());
  }

  private Sight sight(Request request) {
    return new Sight(sources.clock().instant(), zone(request.header("cookie")));
  }

  /** The reader's time zone, which their browser told in a cookie; else UTC. */
  private static ZoneId zone(String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      String pair = cookie.strip();
      if (pair.startsWith(ZONE_COOKIE)) {
        try {
          return ZoneId.of(
              java.net.URLDecoder.decode(
                  pair.substring(ZONE_COOKIE.length()), java.nio.charset.StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
          return ZoneId.of("UTC");
        }
      }
    }
    return ZoneId.of("UTC");
  }
}
