// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.meter.Meter;
import java.util.Map;

/** What a receiver counts about itself. */
final class OtlpMeter {

  private final Meter meter;

  OtlpMeter(Meter meter) {
    this.meter = meter;
    for (Signal signal : Signal.values()) { // so that rates can be taken from the first refusal on
      for (String reason : new String[] {"malformed", "too_large", "store_full"}) {
        body(signal, reason);
      }
      accepted(signal);
    }
  }

  void took(Signal signal, long accepted, Map<String, Integer> refused) {
    accepted(signal).add(accepted);
    refused.forEach(
        (reason, items) ->
            meter
                .counter(
                    "ballast_otlp_refused_items_total",
                    "Data points, spans and log records refused from bodies that were taken.",
                    "signal",
                    signal.label(),
                    "reason",
                    reason)
                .add(items));
  }

  void refusedBody(Signal signal, String reason) {
    body(signal, reason).add();
  }

  Counter cacheResets() {
    return meter.counter(
        "ballast_otlp_label_cache_resets_total",
        "Times the receiver forgot its label sets because they were over the limit.");
  }

  Counter undescribed() {
    return meter.counter(
        "ballast_otlp_undescribed_metrics_total",
        "Metrics whose type, help and unit were not kept because too many are known.");
  }

  private Counter accepted(Signal signal) {
    return meter.counter(
        "ballast_otlp_accepted_items_total",
        "Samples, spans and log records taken over OTLP.",
        "signal",
        signal.label());
  }

  private Counter body(Signal signal, String reason) {
    return meter.counter(
        "ballast_otlp_refused_bodies_total",
        "OTLP bodies refused in whole.",
        "signal",
        signal.label(),
        "reason",
        reason);
  }
}
