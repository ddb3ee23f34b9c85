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
 * @param state {@code open} or {@code cleared}
 * @param clearedAt null while it is open
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

  static AnomalyJson of(Anomaly anomaly) {
    return new AnomalyJson(
        anomaly.id(),
        anomaly.place().service().value(),
        anomaly.place().region(),
        anomaly.since(),
        anomaly.told(),
        anomaly.isOpen() ? "open" : "cleared",
        anomaly.state() instanceof Anomaly.State.Cleared(var at, var why) ? at : null,
        anomaly.alert(),
        anomaly.behind().stream().map(PlaceJson::of).toList(),
        anomaly.note(),
        anomaly.text(),
        anomaly.members().stream().map(SeriesJson::of).toList());
  }
}
