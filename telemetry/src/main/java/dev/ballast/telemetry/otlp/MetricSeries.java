// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.promql.Labels;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One resource's metric: the label sets of its points by their encoded attributes. */
final class MetricSeries {

  private final KnownResource resource;
  private final String family;
  private final MetricKind kind;
  private final ByteMap<Point> points = new ByteMap<>();

  /**
   * The series that one data point feeds.
   *
   * @param labels a gauge's or counter's only series; else count, sum and then one per bound, and
   *     for a histogram the infinite bucket last
   * @param bounds upper bounds of a histogram's buckets without infinity, or a summary's quantiles
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Point(Labels[] labels, double[] bounds) {

    boolean hasBounds(double[] others, int count) {
      return Arrays.equals(bounds, 0, bounds.length, others, 0, count);
    }
  }

  MetricSeries(KnownResource resource, String family, MetricKind kind) {
    this.resource = resource;
    this.family = family;
    this.kind = kind;
  }

  String family() {
    return family;
  }

  @Nullable Point point(AttributeRange attributes) {
    return points.get(attributes.bytes(), attributes.from(), attributes.to());
  }

  /** Makes the series of a point that is new, or whose bounds changed. */
  Point make(AttributeRange attributes, double[] bounds) {
    Map<String, String> base = attributes.labels();
    resource.label(base);
    Point point = new Point(labels(base, bounds), bounds);
    points.put(attributes.bytes(), attributes.from(), attributes.to(), point);
    resource.count(point.labels.length);
    return point;
  }

  private Labels[] labels(Map<String, String> base, double[] bounds) {
    return switch (kind) {
      case GAUGE, COUNTER -> new Labels[] {named(base, "")};
      case HISTOGRAM -> {
        Labels[] labels = new Labels[bounds.length + 3];
        labels[0] = named(base, "_count");
        labels[1] = named(base, "_sum");
        for (int i = 0; i <= bounds.length; i++) {
          base.put("le", i < bounds.length ? Attributes.number(bounds[i]) : "+Inf");
          labels[i + 2] = named(base, "_bucket");
        }
        yield labels;
      }
      case SUMMARY -> {
        Labels[] labels = new Labels[bounds.length + 2];
        labels[0] = named(base, "_count");
        labels[1] = named(base, "_sum");
        for (int i = 0; i < bounds.length; i++) {
          base.put("quantile", Attributes.number(bounds[i]));
          labels[i + 2] = named(base, "");
        }
        yield labels;
      }
    };
  }

  private Labels named(Map<String, String> base, String suffix) {
    base.put(Labels.NAME, family + suffix);
    return Labels.of(base);
  }
}
