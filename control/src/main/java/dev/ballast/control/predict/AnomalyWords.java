// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.control.predict.Anomaly.Member;
import dev.ballast.model.Place;
import java.time.Duration;
import java.util.stream.Collectors;

/** Anomalies in plain words. */
final class AnomalyWords {

  private static final int MOST_BEHIND = 3;

  private AnomalyWords() {}

  /** What is strange, in one line without the place. */
  static String text(Anomaly anomaly) {
    if (anomaly.members().isEmpty()) {
      return anomaly.note().isEmpty() ? "unlike before" : anomaly.note();
    }
    StringBuilder text = new StringBuilder(text(anomaly.members().getFirst()));
    int more = anomaly.members().size() - 1;
    if (more > 0) {
      text.append(", and ").append(more).append(" more series");
    }
    if (!anomaly.behind().isEmpty()) {
      text.append("; perhaps because of ").append(behind(anomaly));
    }
    return text.toString();
  }

  /** {@code errors 34 % (usual: 0 % to 2 %)}. */
  static String text(Member member) {
    Explanation why = member.why();
    Signal signal = member.series().signal();
    return "%s %s (expected %s, usual %s to %s)"
        .formatted(
            member.series().text(),
            signal.text(why.value()),
            signal.text(signal.bounded(why.expected())),
            signal.text(signal.bounded(why.low())),
            signal.text(signal.bounded(why.high())));
  }

  /** {@code 1 h}, {@code 30 min}, {@code 45 s}. */
  static String duration(Duration time) {
    long seconds = time.toSeconds();
    return seconds % 3_600 == 0
        ? seconds / 3_600 + " h"
        : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  static String behind(Anomaly anomaly) {
    String names =
        anomaly.behind().stream()
            .limit(MOST_BEHIND)
            .map(Place::toString)
            .collect(Collectors.joining(", "));
    return names + (anomaly.behind().size() > MOST_BEHIND ? ", …" : "");
  }
}
