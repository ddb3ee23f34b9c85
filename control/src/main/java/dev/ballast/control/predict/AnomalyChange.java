// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.time.Instant;

/** What a turn of the watch has to tell. */
public sealed interface AnomalyChange {

  /** An anomaly has begun. */
  record Opened(Anomaly anomaly) implements AnomalyChange {}

  /** An open one is markedly worse than when it was last told, in the words of {@code what}. */
  record Worsened(Anomaly anomaly, Instant at, String what) implements AnomalyChange {}

  /** It is over. */
  record Cleared(Anomaly anomaly) implements AnomalyChange {}

  /** Nothing is heard of it any more while it was open: it is told of no longer, and not well. */
  record Lost(Anomaly anomaly) implements AnomalyChange {}

  /** Nothing is heard of a place any more: neither good nor bad. */
  record Silent(Place place, Instant since, Instant at) implements AnomalyChange {}
}
