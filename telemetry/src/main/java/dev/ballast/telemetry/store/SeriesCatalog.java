// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.telemetry.store.StoreStats.Count;
import dev.ballast.telemetry.store.index.LabelIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Which series there are: by labels, by id, by matchers. Changed under the head's lock. */
final class SeriesCatalog {

  private final SeriesTable table = new SeriesTable();
  private final LabelIndex index = new LabelIndex(this::labels);
  private Interner interner = new Interner();

  @Nullable Series find(Labels labels) {
    return table.find(labels);
  }

  @Nullable Series byId(int id) {
    return table.byId(id);
  }

  int size() {
    return table.size();
  }

  int ids() {
    return table.nextId();
  }

  /** Makes sure that ids below this are never given out again. */
  void reserveIds(int below) {
    table.reserveIds(below);
  }

  /**
   * A new series with the next id. It keeps the sender's object, with shared texts: a sender that
   * keeps its labels then finds the series by identity, and the two share the memory.
   */
  Series create(Labels labels) {
    labels.share(interner::intern);
    Series series = Series.fresh(table.nextId(), labels);
    add(series);
    return series;
  }

  void add(Series series) {
    table.add(series);
    index.add(series.id(), series.labels());
  }

  /** Reads labels as {@link SampleFrame#putLabels} wrote them. */
  Labels read(WireReader in) {
    return SampleFrame.getLabels(in, interner);
  }

  void forEach(Consumer<Series> each) {
    for (int id = 0; id < table.nextId(); id++) {
      Series series = table.byId(id);
      if (series != null) {
        each.accept(series);
      }
    }
  }

  List<Series> select(List<Matcher> matchers) {
    RoaringBitmap ids = index.select(matchers);
    List<Series> found = new ArrayList<>(ids.getCardinality());
    for (IntIterator i = ids.getIntIterator(); i.hasNext(); ) {
      Series series = table.byId(i.next());
      if (series != null) {
        found.add(series);
      }
    }
    return found;
  }

  void removeAll(List<Series> gone) {
    RoaringBitmap ids = new RoaringBitmap();
    for (Series series : gone) {
      series.remove();
      ids.add(series.id());
    }
    index.removeAll(ids);
    table.sweep();
    Interner fresh = new Interner();
    forEach(
        series -> {
          series.labels().share(fresh::intern);
          Series next = series.next();
          if (next != null && next.removed()) {
            series.next(series);
          }
        });
    interner = fresh;
  }

  List<Count> labelNames(int top) {
    return top(top, index::names);
  }

  List<Count> metricNames(int top) {
    return top(top, each -> index.values(Labels.NAME, each));
  }

  void values(String label, Consumer<String> each) {
    index.values(label, (value, count) -> each.accept(value));
  }

  /** Each value of a label with the number of series that have it. */
  void counts(String label, ObjIntConsumer<String> each) {
    index.values(label, each);
  }

  void names(Consumer<String> each) {
    index.names((name, count) -> each.accept(name));
  }

  static byte[] key(int series) {
    return ByteBuffer.allocate(4).putInt(series).array();
  }

  static int series(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  private @Nullable Labels labels(int id) {
    Series series = table.byId(id);
    return series == null ? null : series.labels();
  }

  private static List<Count> top(int n, Consumer<ObjIntConsumer<String>> source) {
    if (n == 0) {
      return List.of();
    }
    List<Count> counts = new ArrayList<>();
    source.accept((name, count) -> counts.add(new Count(name, count)));
    counts.sort(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::name));
    return counts.stream().limit(n).toList();
  }
}
