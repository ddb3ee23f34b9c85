// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a target's labels to those of what it exposes. */
final class TargetLabels {

  static final List<String> REPORTS =
      List.of(
          "up",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "scrape_samples_post_metric_relabeling",
          "scrape_series_added");

  private final SortedMap<String, String> own = new TreeMap<>();
  private final boolean honorLabels;
  private final Map<String, Labels> reports;

  TargetLabels(ScrapeTarget target) {
    own.put("job", target.job());
    own.putAll(target.labels());
    own.put("instance", target.instance());
    own.values().removeIf(String::isEmpty);
    honorLabels = target.honorLabels();
    reports = REPORTS.stream().collect(Collectors.toMap(Function.identity(), this::make));
  }

  /** The labels of one of the series about the scrape itself. */
  Labels report(String name) {
    return Objects.requireNonNull(reports.get(name));
  }

  /** Scraped labels and the target's; where both have one, {@code honor_labels} decides. */
  Labels join(SortedMap<String, String> scraped) {
    own.forEach(
        (name, value) -> {
          String clash = scraped.get(name);
          if (clash == null || clash.isEmpty()) {
            scraped.put(name, value);
          } else if (!honorLabels) {
            scraped.put(name, value);
            scraped.put(free("exported_" + name, scraped), clash);
          }
        });
    return Labels.of(scraped);
  }

  private static String free(String name, Map<String, String> taken) {
    return taken.containsKey(name) ? free("exported_" + name, taken) : name;
  }

  private Labels make(String name) {
    TreeMap<String, String> labels = new TreeMap<>(own);
    labels.put(Labels.NAME, name);
    return Labels.of(labels);
  }
}
