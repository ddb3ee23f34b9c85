// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.Census;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.model.Place;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is unlike before: open, over of late, and what is too young to tell. */
public final class AnomaliesApi {

  private final Supplier<WatchReport> watch;

  public AnomaliesApi(Supplier<WatchReport> watch) {
    this.watch = watch;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/anomalies", Role.VIEWER, r -> Reply.json(anomalies(r.parameters()))));
  }

  /**
   * The whole answer.
   *
   * @param at of the newest samples that were judged
   * @param problem why not everything is watched; empty when all is
   */
  record AnomaliesJson(
      Instant at,
      List<AnomalyJson> open,
      List<AnomalyJson> recent,
      List<LearningJson> learning,
      int watchedSeries,
      int learningSeries,
      int silentSeries,
      int refusedSeries,
      String problem) {}

  /** A place that is too young to alarm: so many points of so many. */
  record LearningJson(String service, String region, int series, int points, int of, String rest) {

    static LearningJson of(Census.Learning place) {
      return new LearningJson(
          place.place().service().value(),
          place.place().region(),
          place.series(),
          place.points(),
          place.of(),
          place.rest());
    }
  }

  private AnomaliesJson anomalies(Parameters parameters) {
    String service = parameters.get("service", "");
    String region = parameters.get("region", "");
    Predicate<Place> wanted =
        place ->
            (service.isEmpty() || place.service().value().equals(service))
                && (region.isEmpty() || place.region().equals(region));
    WatchReport report = watch.get();
    Census census = report.census();
    return new AnomaliesJson(
        report.at(),
        list(report, wanted, Anomaly::isOpen),
        list(report, wanted, anomaly -> !anomaly.isOpen()),
        census.places().stream()
            .filter(place -> wanted.test(place.place()))
            .map(LearningJson::of)
            .toList(),
        census.series(),
        census.learning(),
        census.silent(),
        census.refused(),
        report.problem());
  }

  private static List<AnomalyJson> list(
      WatchReport report, Predicate<Place> wanted, Predicate<Anomaly> which) {
    return report.anomalies().stream()
        .filter(which)
        .filter(anomaly -> wanted.test(anomaly.place()))
        .map(AnomalyJson::of)
        .toList();
  }
}
