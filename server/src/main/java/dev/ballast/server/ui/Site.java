// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.healing.HealingDesk;
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
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages that people see, each complete without a script and live with one. */
public final class Site {

  private static final int EVENTS = 100;

  private final Sources sources;
  private final Facts facts;
  private final Assets assets = new Assets();
  private final Frame frame;
  private final LiveFeed live;
  private final Freshness freshness;
  private final RolloutPages rolloutPages;
  private final ServicePages servicePages;
  private final CapacityPages capacityPages;
  private final IncidentPages incidentPages;
  private final ReviewPages reviewPages;
  private final CostPages costPages;
  private final MaturityPages maturityPages;
  private final HealingPages healingPages;
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
      HealingDesk healing,
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
    Templates templates = new Templates();
    this.frame = new Frame(templates, sources, facts.version(), assets.version());
    this.live = new LiveFeed(sources.notice(), templates);
    this.freshness = facts.freshness();
    this.servicePages =
        new ServicePages(
            sources,
            frame,
            new ServicePage(
                sources.traces(),
                sources.logs(),
                sources.events(),
                happenings,
                new ServiceCharts(sources.metrics())),
            freshness,
            live);
    this.capacityPages = new CapacityPages(sources, frame, happenings, live);
    this.rolloutPages =
        new RolloutPages(
            sources.rollouts(),
            sources.notice(),
            frame,
            new RolloutPage(sources.events(), happenings),
            live);
    this.regionsPages =
        new RegionsPages(
            sources.regions(),
            sources.links(),
            sources.notice(),
            frame,
            new RegionCharts(sources.metrics()),
            sources.events());
    this.maturityPages = new MaturityPages(sources.maturity(), sources.notice(), frame);
    this.healingPages = new HealingPages(sources.healing(), sources.notice(), frame);
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
    endpoints.add(page("/traces/{id}", this::trace));
    endpoints.addAll(servicePages.endpoints());
    endpoints.addAll(capacityPages.endpoints());
    endpoints.addAll(incidentPages.endpoints());
    endpoints.addAll(rolloutPages.endpoints());
    endpoints.addAll(reviewPages.endpoints());
    endpoints.addAll(costPages.endpoints());
    endpoints.addAll(maturityPages.endpoints());
    endpoints.addAll(healingPages.endpoints());
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
