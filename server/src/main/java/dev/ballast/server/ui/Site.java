// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.maturity.MaturityWatch;
import dev.ballast.server.oncall.ActionBook;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.server.scorecard.ScorecardBook;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages that people see, each complete without a script and live with one. */
public final class Site {

  private static final int EVENTS = 100;

  private final Sources sources;
  private final Facts facts;
  private final Assets assets = new Assets();
  private final Frame frame;
  private final ServicePage servicePage;
  private final LiveFeed live;
  private final Freshness freshness;
  private final RolloutPages rolloutPages;
  private final IncidentPages incidentPages;
  private final ReviewPages reviewPages;
  private final CostPages costPages;
  private final MaturityPages maturityPages;
  private final RegionsPages regionsPages;
  private final GameDayPages gameDayPages;
  private final Happenings happenings;

  /** Where the pages get what they show. */
  public record Sources(
      Notice notice,
      MetricQuery metrics,
      TraceQuery traces,
      LogQuery logs,
      EventLog events,
      Rollouts rollouts,
      Incidents incidents,
      ChangeBook changes,
      Supplier<CapacitySnapshot> capacities,
      Supplier<ConfigState> config,
      ScorecardBook scorecard,
      ActionBook actions,
      CostWatch costs,
      MaturityWatch maturity,
      RegionDesk regions,
      GameDayDesk gamedays,
      Supplier<RegionLinks> links,
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
    this.happenings = Happenings.in(sources.events(), sources.rollouts(), sources.changes());
    this.servicePage =
        new ServicePage(
            sources.traces(),
            sources.logs(),
            sources.events(),
            happenings,
            new ServiceCharts(sources.metrics()));
    Templates templates = new Templates();
    this.frame = new Frame(templates, sources, facts.version(), assets.version());
    this.live = new LiveFeed(sources.notice(), templates);
    this.freshness = facts.freshness();
    this.rolloutPages =
        new RolloutPages(
            sources.rollouts(),
            sources.notice(),
            frame,
            new RolloutPage(sources.events(), happenings),
            live);
    this.regionsPages =
        new RegionsPages(sources.regions(), sources.links(), sources.notice(), frame);
    this.maturityPages = new MaturityPages(sources.maturity(), sources.notice(), frame);
    this.gameDayPages =
        new GameDayPages(sources.gamedays(), sources.notice(), frame, sources.clock());
    this.costPages = new CostPages(sources.costs(), sources.notice(), frame);
    this.reviewPages =
        new ReviewPages(
            sources.scorecard(), sources.actions(), sources.incidents(), sources.notice(), frame);
    this.incidentPages =
        new IncidentPages(
            sources.incidents(),
            sources.notice(),
            freshness,
            frame,
            new IncidentPage(
                sources.incidents(),
                new IncidentCharts(
                    new ServiceCharts(sources.metrics()), happenings, sources.events())),
            live);
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>(assets.endpoints());
    endpoints.add(page("/", this::overview));
    endpoints.add(page("/services", this::services));
    endpoints.add(page("/services/{name}", this::service));
    endpoints.add(page("/traces/{id}", this::trace));
    endpoints.add(page("/capacity", this::capacity));
    endpoints.add(page("/capacity/{name}", this::oneCapacity));
    endpoints.addAll(incidentPages.endpoints());
    endpoints.addAll(rolloutPages.endpoints());
    endpoints.addAll(reviewPages.endpoints());
    endpoints.addAll(costPages.endpoints());
    endpoints.addAll(maturityPages.endpoints());
    endpoints.addAll(regionsPages.endpoints());
    endpoints.addAll(gameDayPages.endpoints());
    endpoints.add(page("/events", this::events));
    endpoints.add(page("/configuration", this::configuration));
    endpoints.add(page("/docs", this::docs));
    endpoints.add(
        page(
            "/live/overview",
            r ->
                live(
                    b ->
                        LiveParts.overview(
                            b,
                            sources.capacities().get(),
                            sources.incidents().all(),
                            sources.actions().all(),
                            frame.sight(r),
                            freshness))));
    endpoints.add(
        page(
            "/live/capacity",
            r ->
                live(
                    b ->
                        LiveParts.capacities(
                            CapacityPage.all(
                                sources.capacities().get(), frame.sight(r), happenings)))));
    endpoints.add(
        page(
            "/live/capacity/{name}",
            r ->
                live(
                    b ->
                        named(r)
                            .map(
                                one ->
                                    LiveParts.capacities(
                                        CapacityPage.one(one, frame.sight(r), happenings)))
                            .orElse(List.of()))));
    endpoints.add(page("/live/services", r -> live(b -> LiveParts.services(b, frame.sight(r)))));
    endpoints.add(
        page(
            "/live/services/{name}",
            r -> live(b -> LiveParts.service(serviceView(r, b, frame.sight(r))))));
    return endpoints;
  }

  /** A page for somebody who is not known yet. */
  public String login(String problem) {
    return frame.render(
        "login", frame.chrome("Sign in", "", "", Board.EMPTY, "UTC"), "problem", problem);
  }

  private static Endpoint page(String path, Endpoint.Handler handler) {
    return Endpoint.get(path, Role.VIEWER, handler);
  }

  private Reply live(Function<Board, List<Fragment>> parts) {
    return new Reply.Live(out -> live.run(out, parts));
  }

  private Reply overview(Request request) {
    Board board = sources.notice().board();
    Sight sight = frame.sight(request);
    return Reply.html(
        frame.render(
            "overview",
            frame.chrome("Overview", "Overview", "/live/overview", board, sight.zone().getId()),
            "view",
            Overview.of(
                board,
                sources.capacities().get(),
                sources.incidents().all(),
                sources.actions().all(),
                sight,
                freshness),
            "connect",
            board.isEmpty() ? facts.address().get() : ""));
  }

  private Reply services(Request request) {
    String query = request.parameters().get("q", "").strip();
    Board board = sources.notice().board();
    boolean exact = Names.isValid(query) && board.worstHealth().containsKey(new ServiceName(query));
    if (exact) {
      return Reply.redirect("/services/" + query);
    }
    Sight sight = frame.sight(request);
    List<Overview.ServiceLine> lines =
        Overview.services(board, sight).stream()
            .filter(
                line ->
                    line.name().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)))
            .toList();
    String liveAddress = query.isEmpty() ? "/live/services" : "";
    return Reply.html(
        frame.render(
            "services",
            frame.chrome("Services", "Services", liveAddress, board, sight.zone().getId()),
            "services",
            lines,
            "window",
            Sight.duration(board.trendWindow()),
            "query",
            query,
            "sentence",
            Sentences.overall(board)));
  }

  private Reply service(Request request) {
    Board board = sources.notice().board();
    String name = request.variable("name");
    boolean known =
        Names.isValid(name)
            && (board.worstHealth().containsKey(new ServiceName(name))
                || board.configuration().services().containsKey(new ServiceName(name)));
    if (!known) {
      return frame.problem(
          404,
          board,
          "There is no service " + name + ".",
          "Neither the configuration nor any telemetry names it.");
    }
    Sight sight = frame.sight(request);
    ServiceView view = serviceView(request, board, sight);
    return Reply.html(
        frame.render(
            "service",
            frame.chrome(
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
        sources.capacities().get(),
        sources.incidents().all(),
        new ServiceName(request.variable("name")),
        sight,
        Range.of(request.parameters().get("range", "")),
        freshness);
  }

  private Reply capacity(Request request) {
    Sight sight = frame.sight(request);
    return capacities(
        "Capacity",
        "/live/capacity",
        CapacityPage.all(sources.capacities().get(), sight, happenings),
        sight);
  }

  private Reply oneCapacity(Request request) {
    Sight sight = frame.sight(request);
    String name = request.variable("name");
    return named(request)
        .map(
            report ->
                capacities(
                    name,
                    "/live/capacity/" + name,
                    CapacityPage.one(report, sight, happenings),
                    sight))
        .orElseGet(
            () ->
                frame.problem(
                    404,
                    sources.notice().board(),
                    "There is no capacity " + name + ".",
                    "The configuration has none of that name, or it has not been judged yet."));
  }

  private Optional<CapacityReport> named(Request request) {
    return sources.capacities().get().reports().stream()
        .filter(report -> report.capacity().name().value().equals(request.variable("name")))
        .findFirst();
  }

  private Reply capacities(String title, String live, CapacityView view, Sight sight) {
    Board board = sources.notice().board();
    return Reply.html(
        frame.render(
            "capacity",
            frame.chrome(title, "Capacity", live, board, sight.zone().getId()),
            "view",
            view));
  }

  private Reply trace(Request request) {
    String id = request.variable("id").toLowerCase(Locale.ROOT);
    List<Span> spans = sources.traces().trace(id);
    if (spans.isEmpty()) {
      return frame.problem(
          404,
          sources.notice().board(),
          "This trace is not known.",
          "It was never sent here, or it is no longer kept.");
    }
    Sight sight = frame.sight(request);
    return Reply.html(
        frame.render(
            "trace",
            frame.chrome("Trace", "Services", "", sources.notice().board(), sight.zone().getId()),
            "view",
            TraceView.of(id, spans, sources.logs().ofTrace(id), sight)));
  }

  private Reply events(Request request) {
    String name = request.parameters().get("name", "");
    Instant until = request.parameters().instant("to", Instant.MAX);
    EventFilter filter = new EventFilter(name, "", Instant.MIN, until);
    List<Event> found = sources.events().latest(filter, EVENTS);
    Sight sight = frame.sight(request);
    String older =
        found.size() < EVENTS
            ? ""
            : "/events?name=" + name + "&to=" + found.getLast().at().minusMillis(1);
    return Reply.html(
        frame.render(
            "events",
            frame.chrome("Events", "Events", "", sources.notice().board(), sight.zone().getId()),
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
    Sight sight = frame.sight(request);
    return Reply.html(
        frame.render(
            "configuration",
            frame.chrome(
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
        frame.render(
            "docs",
            frame.chrome(
                "API", "", "", sources.notice().board(), frame.sight(request).zone().getId()),
            "groups",
            ApiDocs.read()));
  }
}
