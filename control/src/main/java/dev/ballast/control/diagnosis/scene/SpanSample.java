// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

/**
 * One span as a diagnosis needs it.
 *
 * @param parent the parent's id, 0 at the root; may name a span that is missing
 */
public record SpanSample(
    long trace,
    long span,
    long parent,
    Subject subject,
    String operation,
    long startMicros,
    long durationMicros,
    boolean failed) {

  public SpanSample {
    durationMicros = Math.max(0, durationMicros);
  }

  public long endMicros() {
    return startMicros + durationMicros;
  }
}
