// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.CanaryMetric.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a canary may say by its keys alone, and what can yet not be meant. */
final class CanaryChecks {

  /** Flagger takes no shorter interval, and counts no fewer failures. */
  static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final int WHOLE = 100;
  private static final Pattern LINK_LOCAL =
      Pattern.compile("https?://([^/@]*@)?(169\\.254\\.|\\[fe[89ab])", Pattern.CASE_INSENSITIVE);

  /** Nothing waits for their answers. */
  private static final Set<String> UNASKED = Set.of("event", "post-rollout");

  private final Consumer<Problem> report;
  private final Wholes wholes;

  CanaryChecks(Consumer<Problem> report) {
    this.report = report;
    wholes = new Wholes(report);
  }

  void analysis(Cursor analysis, Duration interval) {
    if (interval.compareTo(SHORTEST) < 0) {
      warn(analysis, "interval", "less than 10s, so it is taken as 10s, as by Flagger");
    }
    if (analysis.has("threshold") && wholes.of(analysis, "threshold", 1) == 0) {
      warn(analysis, "threshold", "0 is taken as 1, as by Flagger: the first failure rolls back");
    }
    reportNamesakes(analysis.items("metrics"), "stages and history mean the first");
    reportNamesakes(analysis.items("webhooks"), "its history does not tell them apart");
    for (Cursor hook : analysis.items("webhooks")) {
      destination(hook);
      timeout(hook, interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval);
    }
  }

  private void reportNamesakes(List<Cursor> items, String why) {
    Map<String, Place> first = new HashMap<>();
    for (Cursor item : items) {
      Optional<Cursor> name = item.at("name");
      if (name.isEmpty()) {
        continue;
      }
      Place earlier = first.putIfAbsent(name.get().scalar(), name.get().place());
      if (earlier != null) {
        report.accept(
            new Problem.Duplicate(
                name.get().place(),
                name.get().path(),
                name.get().shown(),
                "each name once, since " + why + "; it is at " + earlier + " already",
                "Fix: rename one",
                Severity.WARNING));
      }
    }
  }

  /** Where clouds keep credentials nobody is called. */
  private void destination(Cursor hook) {
    String url = hook.text("url").orElse("");
    if (LINK_LOCAL.matcher(url).lookingAt()) {
      warn(hook, "url", "link-local, where no hook is called, so its answer is always no");
    }
  }

  /** Said, and yet not how long it is watched. */
  void dwell(Cursor stage) {
    if (GoDurations.of(stage, "duration").filter(Duration::isZero).isPresent()) {
      warn(stage, "duration", "0s is taken as not said, so that the stage lasts some checks");
    }
  }

  private void timeout(Cursor hook, Duration interval) {
    Optional<Duration> timeout = GoDurations.of(hook, "timeout");
    if (timeout.isEmpty()) {
      return;
    }
    if (timeout.get().isZero()) {
      hook.at("timeout").ifPresent(at -> report.accept(at.badValue("more than 0", "")));
    } else if (timeout.get().compareTo(interval) >= 0
        && !UNASKED.contains(hook.text("type").orElse(""))) {
      warn(
          hook,
          "timeout",
          "not shorter than the interval, %ds, so that checks may have to wait for it"
              .formatted(interval.toSeconds()));
    }
  }

  /** Bounds of what is measured in percent or milliseconds have to be of that. */
  void bounds(Cursor item, Source source) {
    List<Cursor> bounds = new ArrayList<>();
    item.at("threshold").ifPresent(bounds::add);
    item.at("thresholdRange").flatMap(range -> range.at("max")).ifPresent(bounds::add);
    switch (source) {
      case Source.SuccessRate _, Source.ErrorRate _ -> {
        item.at("thresholdRange").flatMap(range -> range.at("min")).ifPresent(bounds::add);
        bounds.stream()
            .filter(bound -> number(bound) < 0 || number(bound) > WHOLE)
            .forEach(bound -> report.accept(bound.badValue("percent, 0..100", "")));
      }
      case Source.RequestDuration _ ->
          bounds.stream()
              .filter(bound -> number(bound) <= 0)
              .forEach(bound -> report.accept(bound.badValue("milliseconds, more than 0", "")));
      case Source.Query _, Source.Template _ -> {}
    }
  }

  private static double number(Cursor bound) {
    return Double.parseDouble(bound.scalar());
  }

  /**
   * @param most as written; 0 when it is not
   */
  void ramp(Cursor analysis, int step, int most) {
    if (most == 0 && analysis.at("maxWeight").filter(at -> number(at) == 0).isPresent()) {
      warn(analysis, "maxWeight", "0 is taken as 100, as by Flagger");
    } else if (most > 0 && most < WHOLE && most % step != 0) {
      int last = Math.min(WHOLE, (most / step + 1) * step);
      warn(
          analysis,
          "maxWeight",
          "no multiple of stepWeight, %d, so the canary gets up to %d, as by Flagger"
              .formatted(step, last));
    }
  }

  /** Without steps there is nothing that would end at it. */
  void unsteppedMaximum(Cursor analysis) {
    if (analysis.has("maxWeight")) {
      warn(analysis, "maxWeight", "beside iterations: the canary gets no weights");
    }
  }

  private void warn(Cursor map, String key, String what) {
    report.accept(
        new Problem.NotUsed(map.placeOf(key), map.path() + "." + key, what, "", Severity.WARNING));
  }
}
