// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.Explanation;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Sentences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Open anomalies as the pages say them. */
final class Unlike {

  private static final int SHOWN = 3;
  private static final int SERIES = 4;

  private Unlike() {}

  /** What is unlike before where no SLO suffers: where one does, that is said already. */
  static List<FeedItem> now(Board board, Sight sight) {
    Set<Place> unwell =
        Sentences.needy(board).stream().map(ServiceHealth::place).collect(Collectors.toSet());
    return board.watch().alerts().stream()
        .filter(anomaly -> !unwell.contains(anomaly.place()))
        .limit(SHOWN)
        .map(
            anomaly ->
                new FeedItem(
                    "predict",
                    anomaly.place().toString(),
                    " is unlike before: " + anomaly.text(),
                    "/services/" + anomaly.place().service(),
                    "for %s, since %s · no SLO of it suffers so far%s"
                        .formatted(
                            Sight.duration(Duration.between(anomaly.since(), sight.now())),
                            sight.clock(anomaly.since()),
                            behind(board, anomaly))))
        .toList();
  }

  private static String behind(Board board, Anomaly anomaly) {
    long behind =
        board.watch().open().stream()
            .filter(other -> other.behind().contains(anomaly.place()))
            .count();
    return behind == 0 ? "" : " · so are %d that may come from it".formatted(behind);
  }

  /** What is open is said as such; what is behind another's is said there. */
  static boolean isShownAlready(Board board, Event event) {
    String id = event.attributes().getOrDefault("id", "");
    return event.name().startsWith("anomaly.")
        && (event.attributes().getOrDefault("alert", "").equals("false")
            || board.watch().open().stream().anyMatch(anomaly -> anomaly.id().equals(id)));
  }

  /** Why a service is unlike before, beside what its SLOs say. */
  static List<ServiceView.Reason> reasons(Board board, ServiceName service, Sight sight) {
    List<ServiceView.Reason> reasons = new ArrayList<>();
    for (Anomaly anomaly : board.watch().of(service)) {
      if (anomaly.isOpen()) {
        reasons.add(
            new ServiceView.Reason(
                Tone.WARN,
                anomaly.place().isWhole() ? "" : anomaly.place().region(),
                "unlike before since %s: %s"
                    .formatted(sight.clock(anomaly.since()), anomaly.text()),
                anomaly.members().stream().limit(SERIES).map(Unlike::proof).toList()));
      }
    }
    return reasons;
  }

  private static ServiceView.Proof proof(Anomaly.Member member) {
    Explanation why = member.why();
    var signal = member.series().signal();
    return new ServiceView.Proof(
        "",
        "",
        "%s · expected %s · usual %s to %s"
            .formatted(
                signal.text(why.value()),
                signal.text(signal.bounded(why.expected())),
                signal.text(signal.bounded(why.low())),
                signal.text(signal.bounded(why.high()))),
        "%s: %s. Over after %s."
            .formatted(
                member.series().text(),
                why.reasons().isEmpty() ? "strange" : String.join("; ", why.reasons()),
                why.clears()));
  }
}
