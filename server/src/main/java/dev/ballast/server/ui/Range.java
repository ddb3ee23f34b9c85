// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.time.Duration;
import java.util.stream.Stream;

/** How far back the charts of a page look. */
enum Range {
  M15("15m", Duration.ofMinutes(15)),
  H1("1h", Duration.ofHours(1)),
  H6("6h", Duration.ofHours(6)),
  D1("24h", Duration.ofHours(24));

  private static final int POINTS = 90;

  private final String text;
  private final Duration length;

  Range(String text, Duration length) {
    this.text = text;
    this.length = length;
  }

  /** The range with this text, else fifteen minutes. */
  static Range of(String text) {
    return Stream.of(values()).filter(r -> r.text.equals(text)).findFirst().orElse(M15);
  }

  String text() {
    return text;
  }

  Duration length() {
    return length;
  }

  /** Whole seconds, so that a chart's grid does not shift between two looks. */
  Duration step() {
    return Duration.ofSeconds(length.toSeconds() / POINTS);
  }
}
