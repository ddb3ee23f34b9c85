// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.predict.Anomaly;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Sentences;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status of everything, as {@code ballast status} and scripts read it.
 *
 * @param sentence the status in one; after what is wrong with it, when it is old, and with the
 *     server, when it cannot do all of its work
 * @param fresh false: judging has stopped, the rest is what was said last
 * @param warnings of the control plane itself, as two voters without a witness
 */
record StatusJson(
    String sentence,
    boolean fresh,
    Instant evaluatedAt,
    double timeScale,
    List<String> regions,
    List<PlaceJson> services,
    List<AnomalyLineJson> anomalies,
    List<String> warnings) {

  static StatusJson of(Board board, String problem, List<String> warnings) {
    return new StatusJson(
        board.version() == 0
            ? problem
            : Stream.of(problem, board.trouble(), Sentences.overall(board))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" ")),
        problem.isEmpty(),
        board.health().at(),
        board.timeScale(),
        List.copyOf(board.regions()),
        board.placesWorstFirst().stream().map(PlaceJson::of).toList(),
        board.watch().alerts().stream().map(AnomalyLineJson::of).toList(),
        warnings);
  }

  /** Something unlike before, in one line. */
  record AnomalyLineJson(String service, String region, Instant since, String text) {

    static AnomalyLineJson of(Anomaly anomaly) {
      return new AnomalyLineJson(
          anomaly.place().service().value(),
          anomaly.place().region(),
          anomaly.since(),
          anomaly.text());
    }
  }

  /** A service in a region; the region is empty when telemetry tells none. */
  record PlaceJson(
      String service,
      String region,
      String health,
      Instant since,
      String text,
      List<WhyJson> why,
      List<ImpairmentJson> impairedBy,
      List<String> flags,
      Instant evaluatedAt) {

    static PlaceJson of(ServiceHealth place) {
      return new PlaceJson(
          place.place().service().value(),
          place.place().region(),
          place.health().name(),
          place.since(),
          place.text(),
          place.reasons().stream().map(WhyJson::of).toList(),
          place.impairedBy().stream().map(ImpairmentJson::of).toList(),
          place.flags().stream().map(flag -> flag.name().toLowerCase(Locale.ROOT)).toList(),
          place.evaluatedAt());
    }
  }

  /** A sentence and what it rests on; the SLO is empty when none speaks. */
  record WhyJson(String slo, String health, String text, List<EvidenceJson> evidence) {

    static WhyJson of(ServiceHealth.Reason reason) {
      return switch (reason) {
        case ServiceHealth.Reason.OfSlo(var slo, var health, var since, var text, var evidence) ->
            new WhyJson(slo.value(), health.name(), text, EvidenceJson.of(evidence));
        case ServiceHealth.Reason.Unmeasured(var text, var evidence) ->
            new WhyJson("", "UNKNOWN", text, EvidenceJson.of(evidence));
      };
    }
  }

  /** A dependency that is not well. */
  record ImpairmentJson(String service, String region, String health, List<String> via) {

    static ImpairmentJson of(ServiceHealth.Impairment impairment) {
      return new ImpairmentJson(
          impairment.on().service().value(),
          impairment.on().region(),
          impairment.health().name(),
          impairment.via().stream().map(Object::toString).toList());
    }
  }
}
