// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.Appended;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Why the store does not take something; the lower-case name is what senders and metrics see. */
enum Refusal {
  OUT_OF_ORDER,
  DUPLICATE_TIMESTAMP,
  TOO_OLD,
  TOO_FAR_IN_FUTURE,
  MAX_SERIES,
  TOO_MANY_LABELS,
  LABEL_TOO_LONG,
  NO_LABELS,
  BAD_ID;

  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Counts what became of a batch. Not thread-safe. */
  static final class Tally {

    private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
    private int accepted;

    void accept() {
      accepted++;
    }

    void refuse(Refusal refusal) {
      refused.merge(refusal, 1, Integer::sum);
    }

    Appended toAppended() {
      TreeMap<String, Integer> reasons = new TreeMap<>();
      refused.forEach((refusal, count) -> reasons.put(refusal.reason(), count));
      return new Appended(accepted, reasons);
    }
  }
}
