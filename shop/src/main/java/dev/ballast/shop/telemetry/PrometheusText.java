// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes metrics in Prometheus' text format, version 0.0.4, with names translated as the
 * OpenTelemetry specification's "Prometheus and OpenMetrics Compatibility" page says: unit and
 * {@code _total} as suffixes, everything else that is not a letter or digit an underscore.
 */
final class PrometheusText {

  private static final Map<String, String> UNITS =
      Map.of("s", "seconds", "ms", "milliseconds", "By", "bytes");

  private final StringBuilder out = new StringBuilder();

  private PrometheusText() {}

  static String of(Collection<MetricData> metrics) {
    PrometheusText page = new PrometheusText();
    metrics.stream().findFirst().ifPresent(m -> page.target(m.getResource().getAttributes()));
    metrics.stream().sorted(Comparator.comparing(MetricData::getName)).forEach(page::metric);
    return page.out.toString();
  }

  private void target(Attributes resource) {
    out.append("# TYPE target_info gauge\n");
    line("target_info", labels(resource), 1);
  }

  private void metric(MetricData metric) {
    String name = name(metric);
    switch (metric.getType()) {
      case LONG_GAUGE -> {
        type(name, "gauge");
        metric.getLongGaugeData().getPoints().forEach(p -> line(name, p));
      }
      case DOUBLE_GAUGE -> {
        type(name, "gauge");
        metric.getDoubleGaugeData().getPoints().forEach(p -> line(name, p));
      }
      case LONG_SUM -> {
        type(name, metric.getLongSumData().isMonotonic() ? "counter" : "gauge");
        metric.getLongSumData().getPoints().forEach(p -> line(name, p));
      }
      case DOUBLE_SUM -> {
        type(name, metric.getDoubleSumData().isMonotonic() ? "counter" : "gauge");
        metric.getDoubleSumData().getPoints().forEach(p -> line(name, p));
      }
      case HISTOGRAM -> {
        type(name, "histogram");
        metric.getHistogramData().getPoints().forEach(p -> histogram(name, p));
      }
      case SUMMARY, EXPONENTIAL_HISTOGRAM -> {
        // The shop records neither, and this format has no place for the second.
      }
    }
  }

  private void histogram(String name, HistogramPointData point) {
    long below = 0;
    List<Double> bounds = point.getBoundaries();
    for (int i = 0; i < point.getCounts().size(); i++) {
      below += point.getCounts().get(i);
      SortedMap<String, String> labels = labels(point.getAttributes());
      labels.put("le", i < bounds.size() ? number(bounds.get(i)) : "+Inf");
      line(name + "_bucket", labels, (double) below);
    }
    line(name + "_sum", labels(point.getAttributes()), point.getSum());
    line(name + "_count", labels(point.getAttributes()), (double) point.getCount());
  }

  private void line(String name, LongPointData point) {
    line(name, labels(point.getAttributes()), (double) point.getValue());
  }

  private void line(String name, DoublePointData point) {
    line(name, labels(point.getAttributes()), point.getValue());
  }

  private void line(String name, SortedMap<String, String> labels, double value) {
    out.append(name);
    char separator = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.append(separator).append(label.getKey()).append("=\"");
      out.append(escaped(label.getValue())).append('"');
      separator = ',';
    }
    out.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
  }

  private void type(String name, String type) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String name(MetricData metric) {
    String name = sanitised(metric.getName());
    String unit = UNITS.get(metric.getUnit());
    if (unit != null && !name.endsWith("_" + unit)) {
      name += "_" + unit;
    }
    boolean gauge =
        switch (metric.getType()) {
          case LONG_GAUGE, DOUBLE_GAUGE -> true;
          default -> false;
        };
    if (gauge && metric.getUnit().equals("1")) {
      name += "_ratio";
    }
    boolean counter =
        switch (metric.getType()) {
          case LONG_SUM -> metric.getLongSumData().isMonotonic();
          case DOUBLE_SUM -> metric.getDoubleSumData().isMonotonic();
          default -> false;
        };
    return counter && !name.endsWith("_total") ? name + "_total" : name;
  }

  private static SortedMap<String, String> labels(Attributes attributes) {
    SortedMap<String, String> labels = new TreeMap<>();
    attributes.forEach((key, value) -> labels.put(sanitised(key.getKey()), value.toString()));
    return labels;
  }

  private static String sanitised(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
