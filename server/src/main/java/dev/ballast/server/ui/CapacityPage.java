// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.model.Capacity;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.util.List;

/** Gathers what the page on capacities shows, and what other pages say of them. */
final class CapacityPage {

  /**
   * Drawings make a page heavy: the worst capacities have theirs, all others are one click away.
   */
  private static final int DRAWN = 5;

  private static final int LISTED = 80;

  private static final int SERIES_DRAWN_ALONE = 8;
  private static final int FEED = 4;

  /** Whoever judges capacities looks every 5 s whether one is due. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private CapacityPage() {}

  /** Every capacity, the worst first. */
  static CapacityView all(CapacitySnapshot snapshot, Sight sight, Happenings happenings) {
    List<CapacityReport> reports = snapshot.reports();
    int drawn = Math.min(DRAWN, reports.size());
    return new CapacityView(
        top(snapshot, sight),
        reports.subList(0, drawn).stream().map(r -> item(r, sight, 1, happenings)).toList(),
        reports.subList(drawn, reports.size()).stream()
            .limit(LISTED)
            .map(r -> SeriesView.line(r, r.worst(), sight))
            .toList(),
        Math.max(0, reports.size() - drawn - LISTED));
  }

  /** One capacity with all of its series. */
  static CapacityView one(CapacityReport report, Sight sight, Happenings happenings) {
    CapacitySnapshot alone = new CapacitySnapshot(report.at(), List.of(report));
    return new CapacityView(
        top(alone, sight),
        List.of(item(report, sight, SERIES_DRAWN_ALONE, happenings)),
        List.of(),
        0);
  }

  /** What has to be done next, for the overview. */
  static List<FeedItem> next(CapacitySnapshot snapshot, Sight sight) {
    return needy(snapshot).stream().limit(FEED).map(report -> next(report, sight)).toList();
  }

  private static FeedItem next(CapacityReport report, Sight sight) {
    Verdict worst = report.worst();
    String name = SeriesView.name(report, worst);
    String todo = worst.advice().action();
    return new FeedItem(
        report.urgency() == Urgency.ACT_NOW ? "bad" : "predict",
        name,
        SeriesView.fate(report, worst, sight).substring(name.length()),
        link(report),
        SeriesView.state(report.urgency()).word() + (todo.isEmpty() ? "" : ": " + todo));
  }

  /** One line per series of a service's capacities, the worst first. */
  static List<CapacityView.Line> of(CapacitySnapshot snapshot, ServiceName service, Sight sight) {
    return snapshot.reports().stream()
        .filter(report -> report.capacity().service().equals(service))
        .flatMap(report -> report.verdicts().stream().map(v -> SeriesView.line(report, v, sight)))
        .toList();
  }

  /** Those that somebody has to do something about, the worst first. */
  static List<CapacityReport> needy(CapacitySnapshot snapshot) {
    return snapshot.reports().stream().filter(r -> r.urgency().needsAction()).toList();
  }

  private static String link(CapacityReport report) {
    return "/capacity#" + report.capacity().name();
  }

  private static CapacityView.Top top(CapacitySnapshot snapshot, Sight sight) {
    boolean old =
        !snapshot.reports().isEmpty()
            && Duration.between(snapshot.at(), sight.now()).compareTo(FRESH) > 0;
    return new CapacityView.Top(
        sentence(snapshot),
        worst(snapshot, sight),
        snapshot.reports().isEmpty() ? "nothing yet" : sight.clock(snapshot.at()),
        old
            ? "Stale: capacities were judged %s, at %s. The server's /healthz says which work is late."
                .formatted(sight.ago(snapshot.at()), sight.clock(snapshot.at()))
            : "");
  }

  private static String worst(CapacitySnapshot snapshot, Sight sight) {
    return snapshot.reports().stream()
        .findFirst()
        .map(report -> SeriesView.fate(report, report.worst(), sight))
        .orElse("");
  }

  private static String sentence(CapacitySnapshot snapshot) {
    int all = snapshot.reports().size();
    List<CapacityReport> needy = needy(snapshot);
    String capacities = all == 1 ? "capacity" : "capacities";
    if (all == 0) {
      return "No capacity is described yet.";
    }
    if (!needy.isEmpty()) {
      return "%d of %d %s %s you: %s."
          .formatted(
              needy.size(),
              all,
              capacities,
              needy.size() == 1 ? "needs" : "need",
              String.join(
                  ", ", needy.stream().limit(3).map(r -> r.capacity().name().value()).toList()));
    }
    long unknown = count(snapshot, Urgency.UNKNOWN);
    long watched = count(snapshot, Urgency.WATCH);
    String rest =
        (watched > 0 ? "; %d %s watched".formatted(watched, watched == 1 ? "is" : "are") : "")
            + (unknown > 0 ? "; of %d nothing can be said yet".formatted(unknown) : "");
    return unknown == all
        ? "Nothing can be said yet of %d %s.".formatted(all, capacities)
        : "No capacity needs you%s."
            .formatted(
                rest.isEmpty() ? ": %d %s enough".formatted(all, all == 1 ? "has" : "have") : rest);
  }

  private static long count(CapacitySnapshot snapshot, Urgency urgency) {
    return snapshot.reports().stream().filter(r -> r.urgency() == urgency).count();
  }

  private static CapacityView.Item item(
      CapacityReport report, Sight sight, int drawn, Happenings happenings) {
    Capacity capacity = report.capacity();
    List<Verdict> verdicts = report.verdicts();
    int full = Math.min(drawn, verdicts.size());
    return new CapacityView.Item(
        capacity.name().value(),
        capacity.name().value(),
        "/capacity/" + capacity.name(),
        capacity.service().value(),
        "/services/" + capacity.service(),
        limits(report),
        verdicts.subList(0, full).stream()
            .map(v -> SeriesView.full(report, v, sight, happenings))
            .toList(),
        verdicts.subList(full, verdicts.size()).stream()
            .map(v -> SeriesView.line(report, v, sight))
            .toList(),
        report.more() == 0
            ? ""
            : "%d more series are further from the limit and are not judged."
                .formatted(report.more()));
  }

  private static String limits(CapacityReport report) {
    Capacity capacity = report.capacity();
    Capacity.Timing timing = capacity.timing();
    String limit = new Amount(capacity.measure().unit()).words(capacity.limit().at());
    String often =
        capacity.limit().of() == 1
            ? ""
            : " in %d of %d steps".formatted(capacity.limit().breaches(), capacity.limit().of());
    String safety =
        timing.safety().isZero() ? "" : " and " + Sight.duration(timing.safety()) + " safety";
    String scaled =
        report.timeScale() == 1
            ? ""
            : " · times are scaled 1:%s, so the lead time is %s"
                .formatted(
                    Sight.rate(report.timeScale()),
                    Sight.duration(timing.dividedBy(report.timeScale()).leadTime()));
    return "limit %s%s · lead time %s%s%s"
        .formatted(limit, often, Sight.duration(timing.leadTime()), safety, scaled);
  }
}
