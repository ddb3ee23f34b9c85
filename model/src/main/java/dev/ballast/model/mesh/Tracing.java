// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.quantity.Ratio;

/**
 * Spans of what passes through.
 *
 * @param otlp where they go, such as {@code http://127.0.0.1:7700/v1/traces}; empty for nowhere
 * @param sampling share of the traces that start here
 * @param parentBased whether a caller's decision about its trace holds for our span, too
 */
public record Tracing(String otlp, Ratio sampling, boolean parentBased) {

  public static final Tracing DEFAULT = new Tracing("", new Ratio(0.01), true);

  public boolean active() {
    return !otlp.isEmpty();
  }
}
