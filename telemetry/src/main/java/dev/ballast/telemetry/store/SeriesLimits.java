// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.store.StoreOptions.Limits;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Judges whether a new series may come into being. */
final class SeriesLimits {

  private final Limits limits;

  SeriesLimits(Limits limits) {
    this.limits = limits;
  }

  @Nullable Refusal refusal(Labels labels, int series) {
    if (labels.size() == 0) {
      return Refusal.NO_LABELS;
    }
    if (labels.size() > limits.maxLabels()) {
      return Refusal.TOO_MANY_LABELS;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (longer(labels.name(i), limits.maxNameBytes())
          || longer(labels.value(i), limits.maxValueBytes())) {
        return Refusal.LABEL_TOO_LONG;
      }
    }
    return series >= limits.maxSeries() ? Refusal.MAX_SERIES : null;
  }

  private static boolean longer(String text, int bytes) {
    return text.length() > bytes
        || (text.length() * 3 > bytes && text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }
}
