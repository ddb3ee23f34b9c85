// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Ballast's own instruments by name and labels. Asking again for the same name and labels gives the
 * same instrument. Thread-safe.
 *
 * <p>Labels are given as names and values in turn: {@code counter("ballast_x_total", "…", "signal",
 * "logs")}.
 */
public final class Meter {

  /** The instruments of one metric name; {@code bounds} only matter to histograms. */
  private record Group(
      Family.Type type, String help, List<Double> bounds, Map<List<String>, Instrument> byLabels) {}

  private static final Comparator<List<String>> ORDER =
      Comparator.comparing(labels -> String.join("\0", labels));

  private final ConcurrentSkipListMap<String, Group> groups = new ConcurrentSkipListMap<>();
  private final List<Runnable> looks = new CopyOnWriteArrayList<>();

  /** A count that only grows; the name ends in {@code _total}. */
  public Counter counter(String name, String help, String... labels) {
    return instrument(name, help, Family.Type.COUNTER, new double[0], labels, Counter::new);
  }

  /** A value that is set. */
  public Gauge gauge(String name, String help, String... labels) {
    return instrument(name, help, Family.Type.GAUGE, new double[0], labels, Gauge::new);
  }

  /**
   * A value that is read when somebody looks; a second supplier for the same labels replaces it.
   */
  public void gauge(String name, String help, DoubleSupplier value, String... labels) {
    gauge(name, help, labels).follow(value);
  }

  /** Counts by upper bound, ascending, without infinity; all of one name share their bounds. */
  public Histogram histogram(String name, String help, double[] bounds, String... labels) {
    return instrument(
        name, help, Family.Type.HISTOGRAM, bounds, labels, () -> new Histogram(bounds));
  }

  /** Runs this before everything is read: it sets gauges whose values come together. */
  public void whenRead(Runnable look) {
    looks.add(look);
  }

  /** Everything now, by name and then labels. */
  public List<Family> snapshot() {
    looks.forEach(Runnable::run);
    List<Family> families = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          List<Family.Point> points = new ArrayList<>();
          group.byLabels.forEach(
              (labels, instrument) -> points.addAll(instrument.points(name, labels)));
          families.add(new Family(name, group.type, group.help, points));
        });
    return families;
  }

  /** Everything now as Prometheus text 0.0.4. */
  public String prometheusText() {
    return PrometheusText.write(snapshot());
  }

  private <T extends Instrument> T instrument(
      String name,
      String help,
      Family.Type type,
      double[] bounds,
      String[] labels,
      Supplier<T> factory) {
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels: " + Arrays.toString(labels) + " (expected: names and values in turn)");
    }
    List<Double> boxed = Arrays.stream(bounds).boxed().toList();
    Group group =
        groups.computeIfAbsent(
            name, n -> new Group(type, help, boxed, new ConcurrentSkipListMap<>(ORDER)));
    if (group.type != type || !group.bounds.equals(boxed)) {
      throw new IllegalArgumentException(
          name + ": " + type + " (expected: the type and bounds it was first asked for with)");
    }
    Instrument instrument = group.byLabels.computeIfAbsent(List.of(labels), key -> factory.get());
    @SuppressWarnings("unchecked") // one type per group, checked above
    T typed = (T) instrument;
    return typed;
  }
}
