// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.Explanation;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly with all of its reasons.
 *
 * @param state {@code open}, {@code cleared}, or {@code lost} when nothing is heard of it any more
 * @param clearedAt when it was as usual again; null while it is open, and when it is lost
 * @param endedAt when it was cleared or lost; null while it is open
 * @param ending why it is open no more, as a sentence
 * @param alert whether people are told; the note or {@code behind} says why not
 */
record AnomalyJson(
    String id,
    String service,
    String region,
    Instant since,
    Instant told,
    String state,
    @Nullable Instant clearedAt,
    @Nullable Instant endedAt,
    String ending,
    boolean alert,
    List<PlaceJson> behind,
    String note,
    String text,
    List<SeriesJson> series) {

  /** A place by its parts. */
  record PlaceJson(String service, String region) {

    static PlaceJson of(Place place) {
      return new PlaceJson(place.service().value(), place.region());
    }
  }

  /** A series that deviates, with what was expected of it. */
  record SeriesJson(
      String series,
      String signal,
      boolean open,
      Instant since,
      @Nullable Double value,
      @Nullable Double expected,
      @Nullable Double low,
      @Nullable Double high,
      String component,
      List<String> reasons,
      String basis,
      String clears,
      double score,
      double threshold,
      int alike) {

    static SeriesJson of(Anomaly.Member member) {
      Explanation why = member.why();
      return new SeriesJson(
          member.series().text(),
          member.series().signal().id(),
          member.open(),
          Instant.ofEpochMilli(why.sinceMillis()),
          Seconds.known(why.value()),
          Seconds.known(why.expected()),
          Seconds.known(why.low()),
          Seconds.known(why.high()),
          why.component().name().toLowerCase(java.util.Locale.ROOT),
          why.reasons(),
          why.basis(),
          why.clears(),
          why.score(),
          why.threshold(),
          why.alike());
    }
  }

  private static String state(Anomaly.State state) {
    return switch (state) {
      case Anomaly.State.Open _ -> "open";
      case Anomaly.State.Cleared _ -> "cleared";
      case Anomaly.State.Lost _ -> "lost";
    };
  }

  static AnomalyJson of(Anomaly anomaly) {
    return new AnomalyJson(
        anomaly.id(),
        anomaly.place().service().value(),
        anomaly.place().region(),
        anomaly.since(),
        anomaly.told(),
        state(anomaly.state()),
        anomaly.state() instanceof Anomaly.State.Cleared(var at, var _) ? at : null,
        anomaly.isOpen() ? null : anomaly.endOr(anomaly.told()),
        anomaly.ending(),
        anomaly.alert(),
        anomaly.behind().stream().map(PlaceJson::of).toList(),
        anomaly.note(),
        anomaly.text(),
        anomaly.members().stream().map(SeriesJson::of).toList());
  }
}
