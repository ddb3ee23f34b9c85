// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.control.CountedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters written as {@code name{label="value"} per-second}, under the real PromQL engine. */
final class MadeUp {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Pattern LINE = Pattern.compile("(\\w+)\\{(.*)}\\s+([0-9.]+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private MadeUp() {}

  static PairFacts read(PairSource source, String text) {
    CountedMetrics metrics = new CountedMetrics();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      Matcher parts = LINE.matcher(line.strip());
      if (!parts.matches()) {
        throw new IllegalArgumentException(line);
      }
      List<String> labels = new ArrayList<>(List.of("__name__", parts.group(1)));
      Matcher label = LABEL.matcher(parts.group(2));
      while (label.find()) {
        labels.add(label.group(1));
        labels.add(label.group(2));
      }
      double perStep = Double.parseDouble(parts.group(3)) * STEP.toSeconds();
      for (Instant at = NOW.minus(WINDOW.plus(STEP)); !at.isAfter(NOW); at = at.plus(STEP)) {
        metrics.add(at, perStep, labels.toArray(String[]::new));
      }
    }
    return source.read(metrics, NOW, WINDOW, RECENT);
  }

  static Red red(PairFacts facts, String client, String server) {
    return facts.pairs().entrySet().stream()
        .filter(e -> e.getKey().client().equals(client) && e.getKey().server().equals(server))
        .findFirst()
        .orElseThrow(() -> new AssertionError(client + " → " + server + " in " + facts.pairs()))
        .getValue();
  }
}
