// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.IncidentEvents;
import dev.ballast.control.oncall.ActionItem;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.board.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The page that answers: who needs me now? */
public record Overview(
    Head head,
    MapView map,
    List<FeedItem> now,
    List<FeedItem> next,
    String actions,
    List<BudgetLine> budgets,
    String budgetWindow,
    List<ServiceLine> services,
    String trendWindow) {

  private static final int NEEDY_SHOWN = 4;
  private static final int EVENTS_SHOWN = 5;
  private static final int BUDGETS_SHOWN = 8;
  private static final Duration RECENT = Duration.ofHours(1);
  private static final int ROOM = 2;

  /** One line of the list of budgets. */
  public record BudgetLine(String id, String name, String link, Meter meter, String title) {}

  /** One line of the table of services. */
  public record ServiceLine(
      String name,
      String link,
      Tone tone,
      String why,
      String rps,
      String errors,
      String p99,
      Spark spark,
      Meter budget,
      String deploys,
      String change,
      String changeTitle) {}

  /** Builds the page from a board. */
  static Overview of(
      Board board,
      CapacitySnapshot capacities,
      List<Incident> incidents,
      List<ActionItem> actions,
      Sight sight,
      Freshness freshness) {
    List<Incident> open = incidents.stream().filter(Incident::isOpen).toList();
    List<ServiceLine> lines = services(board, sight);
    return new Overview(
        Head.of(board, open, sight, freshness),
        MapLayout.of(board),
        now(board, open, sight),
        Stream.of(
                CapacityPage.next(capacities, sight),
                next(board),
                ActionsPage.overdue(actions, sight))
            .flatMap(List::stream)
            .toList(),
        ActionsPage.link(actions),
        budgets(board),
        window(board),
        lines,
        Sight.duration(board.trendWindow()));
  }

  /** Open incidents first: a place that is part of one is said there. */
  private static List<FeedItem> now(Board board, List<Incident> open, Sight sight) {
    List<FeedItem> items = new ArrayList<>();
    for (Incident incident : open.stream().limit(NEEDY_SHOWN).toList()) {
      items.add(
          new FeedItem(
              IncidentWords.tone(incident).css(),
              IncidentWords.subject(incident),
              IncidentWords.rest(incident, sight),
              IncidentWords.link(incident),
              incident.id() + " · " + IncidentWords.age(incident, sight)));
    }
    List<ServiceHealth> alone =
        Sentences.needy(board).stream()
            .filter(place -> open.stream().noneMatch(one -> IncidentWords.isPartOf(one, place)))
            .toList();
    for (ServiceHealth place : alone.stream().limit(NEEDY_SHOWN).toList()) {
      items.add(
          new FeedItem(
              Tone.of(place.health()).css(),
              place.place().toString(),
              Sentences.verdict(place),
              "/services/" + place.place().service(),
              "for %s, since %s · %s"
                  .formatted(
                      Sight.duration(Duration.between(place.since(), sight.now())),
                      sight.clock(place.since()),
                      Sentences.cause(place))));
    }
    items.addAll(Unlike.now(board, sight));
    board.recent().stream()
        .filter(event -> event.at().isAfter(sight.now().minus(RECENT)))
        .filter(event -> !isQuiet(event))
        .filter(event -> !isShownAlready(board, event))
        .filter(event -> !Unlike.isShownAlready(board, event))
        .limit(EVENTS_SHOWN)
        .map(event -> FeedItem.of(event, sight))
        .forEach(items::add);
    return items;
  }

  /** Somebody who appears and is well, or something that is enough, is no news. */
  private static boolean isQuiet(Event event) {
    Map<String, String> attributes = event.attributes();
    return event.name().equals("version.observed")
        || event.name().startsWith(IncidentEvents.PREFIX)
        || (event.name().equals("capacity.changed")
            && attributes.getOrDefault("from", "").equals("UNKNOWN")
            && attributes.getOrDefault("to", "").equals("FINE"))
        || (event.name().equals("health.changed")
            && attributes.getOrDefault("from", "").equals("UNKNOWN")
            && attributes.getOrDefault("to", "").equals("HEALTHY"));
  }

  /** What made a place what it still is: the lines above say it, and since when. */
  private static boolean isShownAlready(Board board, Event event) {
    return event.name().equals("health.changed")
        && Sentences.needy(board).stream()
            .anyMatch(
                place ->
                    event
                            .attributes()
                            .getOrDefault("service", "")
                            .equals(place.place().service().value())
                        && event
                            .attributes()
                            .getOrDefault("region", "")
                            .equals(place.place().region()));
  }

  /** What burns and has an end in sight: a prediction from the last hour's rate. */
  private static List<FeedItem> next(Board board) {
    return board.budgetsTightestFirst().stream()
        .filter(slo -> slo.exhaustion() instanceof Exhaustion.In)
        .sorted(Comparator.comparing(slo -> ((Exhaustion.In) slo.exhaustion()).left()))
        .limit(NEEDY_SHOWN)
        .map(
            slo ->
                new FeedItem(
                    "predict",
                    slo.displayName(),
                    " budget is gone in "
                        + Sight.duration(((Exhaustion.In) slo.exhaustion()).left()),
                    "/services/" + slo.place().service(),
                    "if it burns on as now · %s of %s left"
                        .formatted(Sight.budget(slo.budget().remaining()), windowOf(slo))))
        .toList();
  }

  private static List<BudgetLine> budgets(Board board) {
    return board.budgetsTightestFirst().stream()
        .limit(BUDGETS_SHOWN)
        .map(
            slo ->
                new BudgetLine(
                    "budget-" + slo.slo(),
                    slo.displayName(),
                    "/services/" + slo.place().service(),
                    meter(slo),
                    slo.state() == SloStatus.State.NO_DATA
                            || slo.state() == SloStatus.State.UNCERTAIN
                        ? slo.problem()
                        : "target %s over %s"
                            .formatted(Sight.target(slo.target().value()), windowOf(slo))))
        .toList();
  }

  static Meter meter(SloStatus slo) {
    return Meter.ofBudget(
        slo.state() == SloStatus.State.NO_DATA ? Double.NaN : slo.budget().remaining());
  }

  static String windowOf(SloStatus slo) {
    String written = Sight.duration(slo.window().written());
    if (slo.window().isCalendar()) {
      return written + " until " + slo.window().span().to();
    }
    return slo.window().isScaled()
        ? "%s (scaled 1:%s to %s)"
            .formatted(
                written,
                Sight.rate(slo.window().timeScale()),
                Sight.duration(slo.window().evaluated()))
        : written;
  }

  private static String window(Board board) {
    List<String> windows =
        board.budgetsTightestFirst().stream().map(Overview::windowOf).distinct().toList();
    return windows.size() == 1 ? "left of " + windows.getFirst() : "left of each window";
  }

  static List<ServiceLine> services(Board board, Sight sight) {
    List<ServiceLine> lines = new ArrayList<>();
    for (Map.Entry<ServiceName, List<ServiceHealth>> entry :
        board.servicesWorstFirst().entrySet()) {
      lines.add(line(board, sight, entry.getKey(), entry.getValue()));
    }
    return lines;
  }

  private static ServiceLine line(
      Board board, Sight sight, ServiceName name, List<ServiceHealth> places) {
    ServiceHealth worst = places.getFirst();
    Tone tone = Tone.of(worst.health());
    boolean everywhere =
        places.stream().allMatch(p -> p.health() == worst.health()) || places.size() < ROOM;
    String where = everywhere || worst.place().isWhole() ? "" : worst.place().region() + ": ";
    Traffic traffic = together(board, places);
    GateDecision gate = board.gates().get(name);
    Event change = board.lastChanges().get(name);
    return new ServiceLine(
        name.value(),
        "/services/" + name,
        tone,
        where + worst.text(),
        Sight.rate(traffic.rps()),
        Sight.percent(traffic.errorRatio()),
        Sight.took(traffic.p99Seconds(), traffic.meanSeconds()),
        Spark.ofErrors(board.errorsOf(worst.place()), tone, Sight.duration(board.trendWindow())),
        board.health().slosOf(name).stream()
            .filter(slo -> slo.place().isWhole())
            .map(Overview::meter)
            .min(
                Comparator.comparingDouble(
                    m -> m.tone() == Tone.UNKNOWN ? 1000 : Double.parseDouble(m.width())))
            .orElse(new Meter(Tone.UNKNOWN, "0", "no SLO")),
        gate == null ? Sight.UNKNOWN : GateCard.strategy(gate),
        change == null
            ? Sight.UNKNOWN
            : change.attributes().getOrDefault("version", "") + " · " + sight.minute(change.at()),
        change == null ? "" : change.text());
  }

  /** Requests of all places; errors weighted by them, the slowest p99. */
  private static Traffic together(Board board, List<ServiceHealth> places) {
    double rps = 0;
    double failed = 0;
    double p99 = Double.NaN;
    double mean = Double.NaN;
    boolean measured = false;
    for (ServiceHealth place : places) {
      Traffic traffic = board.trafficOf(place.place());
      if (traffic.measured()) {
        measured = true;
        rps += traffic.rps();
        failed += Double.isNaN(traffic.errorRatio()) ? 0 : traffic.errorRatio() * traffic.rps();
        p99 = Traffic.worse(p99, traffic.p99Seconds());
        mean = Traffic.worse(mean, traffic.meanSeconds());
      }
    }
    return measured
        ? new Traffic(rps, rps > 0 ? failed / rps : Double.NaN, p99, mean, true)
        : Traffic.UNKNOWN;
  }
}
