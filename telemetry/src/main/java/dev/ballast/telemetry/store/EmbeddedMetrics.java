// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.StoredSeries;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The catalog and the chunks, in memory and on disk, as one source of series. */
final class EmbeddedMetrics implements StoredMetrics {

  private final StoreOptions options;
  private final InstantSource clock;
  private final SeriesCatalog catalog;
  private final ChunkStore chunks;
  private final MetadataBook metadata;

  EmbeddedMetrics(
      StoreOptions options,
      InstantSource clock,
      SeriesCatalog catalog,
      ChunkStore chunks,
      MetadataBook metadata) {
    this.options = options;
    this.clock = clock;
    this.catalog = catalog;
    this.chunks = chunks;
    this.metadata = metadata;
  }

  private final class View implements StoredSeries {

    private final Series series;
    private final long horizon;

    View(Series series, long horizon) {
      this.series = series;
      this.horizon = horizon;
    }

    @Override
    public Labels labels() {
      return series.labels();
    }

    @Override
    public void read(long minTime, long maxTime, SampleBuffer into) {
      series.read(Math.max(minTime, horizon), maxTime, chunks, into);
    }
  }

  @Override
  public List<? extends StoredSeries> select(List<Matcher> matchers, long minTime, long maxTime) {
    long horizon = horizon();
    long from = Math.max(minTime, horizon);
    if (from > maxTime) {
      return List.of();
    }
    return catalog.select(matchers).stream()
        .filter(series -> series.lastTime() >= from)
        .map(series -> new View(series, horizon))
        .toList();
  }

  @Override
  public List<Labels> series(List<List<Matcher>> selectors, long minTime, long maxTime) {
    Set<Labels> found = new TreeSet<>();
    forEach(selectors, minTime, maxTime, found::add);
    return List.copyOf(found);
  }

  @Override
  public SortedSet<String> labelNames(List<List<Matcher>> selectors, long minTime, long maxTime) {
    SortedSet<String> names = new TreeSet<>();
    if (selectors.isEmpty() && minTime <= horizon()) {
      catalog.names(names::add);
      return names;
    }
    forEach(
        selectors,
        minTime,
        maxTime,
        labels -> {
          for (int i = 0; i < labels.size(); i++) {
            names.add(labels.name(i));
          }
        });
    return names;
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<List<Matcher>> selectors, long minTime, long maxTime) {
    SortedSet<String> values = new TreeSet<>();
    if (selectors.isEmpty() && minTime <= horizon()) {
      catalog.values(label, values::add);
      return values;
    }
    forEach(selectors, minTime, maxTime, labels -> values.add(labels.get(label)));
    values.remove("");
    return values;
  }

  @Override
  public Map<String, Metadata> metadata() {
    return metadata.all();
  }

  @Override
  public void describe(String metric, Metadata what) {
    metadata.describe(metric, what);
  }

  private void forEach(
      List<List<Matcher>> selectors, long minTime, long maxTime, Consumer<Labels> each) {
    Set<Integer> seen = new HashSet<>();
    long from = Math.max(minTime, horizon());
    for (List<Matcher> matchers : selectors.isEmpty() ? List.of(List.<Matcher>of()) : selectors) {
      for (Series series : catalog.select(matchers)) {
        if (series.lastTime() >= from && from <= maxTime && seen.add(series.id())) {
          each.accept(series.labels());
        }
      }
    }
  }

  private long horizon() {
    return clock.millis() - options.retention().metrics().toMillis();
  }
}
