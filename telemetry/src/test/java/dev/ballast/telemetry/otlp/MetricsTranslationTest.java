// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static dev.ballast.telemetry.otlp.Otlp.T;
import static dev.ballast.telemetry.otlp.Otlp.T_NANOS;
import static dev.ballast.telemetry.otlp.Otlp.attribute;
import static dev.ballast.telemetry.otlp.Otlp.gauge;
import static dev.ballast.telemetry.otlp.Otlp.metrics;
import static dev.ballast.telemetry.otlp.Otlp.point;
import static dev.ballast.telemetry.otlp.Otlp.resource;
import static dev.ballast.telemetry.otlp.Otlp.sum;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.query.MetricQuery.Metadata;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsTranslationTest {

  private static final Resource NOBODY = Resource.getDefaultInstance();

  private final Otlp otlp = new Otlp();

  @Test
  void namesTheSenderByJobAndInstanceAndPromotesItsRegionAndVersion() {
    Resource resource =
        resource(
            "service.name", "payments",
            "service.namespace", "shop",
            "service.instance.id", "p-1",
            "service.version", "2.3.1",
            "cloud.region", "eu-west",
            "deployment.environment.name", "demo",
            "host.name", "h7");

    otlp.receiver.metrics(metrics(resource, gauge("queue.size", "{item}", point(4))));

    assertThat(otlp.samples.take())
        .containsExactly(
            "queue_size{cloud_region=\"eu-west\",deployment_environment_name=\"demo\",instance=\"p-1\",job=\"shop/payments\",service_version=\"2.3.1\"}"
                + " @"
                + T
                + " 4",
            "target_info{cloud_region=\"eu-west\",deployment_environment_name=\"demo\",host_name=\"h7\",instance=\"p-1\",job=\"shop/payments\",service_version=\"2.3.1\"}"
                + " @"
                + T
                + " 1");
  }

  @Test
  void keepsAPointsOwnAttributeBeforeThePromotedOne() {
    otlp.receiver.metrics(
        metrics(
            resource("cloud.region", "eu-west"),
            gauge("g", "", point(1, attribute("cloud.region", "mars")))));

    assertThat(otlp.samples.take()).containsExactly("g{cloud_region=\"mars\"} @" + T + " 1");
  }

  @Test
  void writesNoTargetInfoWithoutAnythingToJoinItBy() {
    otlp.receiver.metrics(metrics(resource("host.name", "h"), gauge("g", "", point(1))));
    otlp.receiver.metrics(metrics(resource("service.name", "s"), gauge("g", "", point(1))));

    assertThat(otlp.samples.take()).containsExactly("g @" + T + " 1", "g{job=\"s\"} @" + T + " 1");
  }

  @Test
  void takesCumulativeSumsAsCountersAndNonMonotonicOnesAsGauges() {
    otlp.receiver.metrics(
        metrics(
            NOBODY,
            sum("calls", AGGREGATION_TEMPORALITY_CUMULATIVE, true, point(7)),
            sum("open", AGGREGATION_TEMPORALITY_CUMULATIVE, false, point(3)),
            sum(
                "whole",
                AGGREGATION_TEMPORALITY_CUMULATIVE,
                true,
                NumberDataPoint.newBuilder().setTimeUnixNano(T_NANOS).setAsInt(-5))));

    assertThat(otlp.samples.take())
        .containsExactly(
            "calls_total @" + T + " 7", "open @" + T + " 3", "whole_total @" + T + " -5");
  }

  @Test
  void unrollsHistogramsIntoCumulativeBuckets() {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .setTimeUnixNano(T_NANOS)
            .addAttributes(attribute("route", "/pay"))
            .addAllExplicitBounds(List.of(0.005, 1.0, 2.5))
            .addAllBucketCounts(List.of(1L, 2L, 0L, 4L))
            .setCount(7)
            .setSum(12.5)
            .build();

    otlp.receiver.metrics(metrics(NOBODY, histogram("http.duration", "s", point)));

    assertThat(otlp.samples.take())
        .containsExactly(
            "http_duration_seconds_bucket{le=\"+Inf\",route=\"/pay\"} @" + T + " 7",
            "http_duration_seconds_bucket{le=\"0.005\",route=\"/pay\"} @" + T + " 1",
            "http_duration_seconds_bucket{le=\"1\",route=\"/pay\"} @" + T + " 3",
            "http_duration_seconds_bucket{le=\"2.5\",route=\"/pay\"} @" + T + " 3",
            "http_duration_seconds_count{route=\"/pay\"} @" + T + " 7",
            "http_duration_seconds_sum{route=\"/pay\"} @" + T + " 12.5");
  }

  @Test
  void followsAHistogramWhoseBoundsChange() {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder().setTimeUnixNano(T_NANOS).setCount(2);
    otlp.receiver.metrics(
        metrics(
            NOBODY,
            histogram(
                "h",
                "",
                point.clone().addExplicitBounds(1).addBucketCounts(2).addBucketCounts(0).build())));
    otlp.samples.take();

    otlp.receiver.metrics(
        metrics(
            NOBODY,
            histogram(
                "h",
                "",
                point.clone().addExplicitBounds(5).addBucketCounts(1).addBucketCounts(1).build())));

    assertThat(otlp.samples.take("h_bucket"))
        .containsExactly("h_bucket{le=\"+Inf\"} @" + T + " 2", "h_bucket{le=\"5\"} @" + T + " 1");
  }

  @Test
  void leavesOutTheSumOfAHistogramThatHasNone() {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder().setTimeUnixNano(T_NANOS).setCount(2).build();

    otlp.receiver.metrics(metrics(NOBODY, histogram("h", "", point)));

    assertThat(otlp.samples.take())
        .containsExactly("h_bucket{le=\"+Inf\"} @" + T + " 2", "h_count @" + T + " 2");
  }

  @Test
  void takesSummariesWithTheirQuantiles() {
    SummaryDataPoint point =
        SummaryDataPoint.newBuilder()
            .setTimeUnixNano(T_NANOS)
            .setCount(10)
            .setSum(3.5)
            .addQuantileValues(
                SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(0.25))
            .addQuantileValues(
                SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(1).setValue(0.75))
            .build();

    otlp.receiver.metrics(
        metrics(
            NOBODY,
            Metric.newBuilder()
                .setName("s")
                .setSummary(Summary.newBuilder().addDataPoints(point))
                .build()));

    assertThat(otlp.samples.take())
        .containsExactly(
            "s_count @" + T + " 10",
            "s_sum @" + T + " 3.5",
            "s{quantile=\"0.5\"} @" + T + " 0.25",
            "s{quantile=\"1\"} @" + T + " 0.75");
  }

  @Test
  void endsTheSeriesOfPointsWithoutARecordedValue() {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder().setTimeUnixNano(T_NANOS).setCount(2);
    otlp.receiver.metrics(
        metrics(
            NOBODY,
            histogram(
                "h",
                "",
                point
                    .clone()
                    .setSum(1)
                    .addExplicitBounds(1)
                    .addBucketCounts(2)
                    .addBucketCounts(0)
                    .build())));
    otlp.samples.take();

    otlp.receiver.metrics(
        metrics(
            NOBODY,
            histogram("h", "", point.clone().setFlags(1).build()),
            gauge("g", "", NumberDataPoint.newBuilder().setTimeUnixNano(T_NANOS).setFlags(1))));

    assertThat(otlp.samples.take())
        .containsExactly(
            "g @" + T + " stale",
            "h_bucket{le=\"+Inf\"} @" + T + " stale",
            "h_bucket{le=\"1\"} @" + T + " stale",
            "h_count @" + T + " stale",
            "h_sum @" + T + " stale");
  }

  @Test
  void refusesWhatItCannotTakeWithReasonAndAdvice() {
    Receipt receipt =
        otlp.receiver.metrics(
            metrics(
                NOBODY,
                sum("delta", AGGREGATION_TEMPORALITY_DELTA, true, point(1), point(2)),
                sum("what", AGGREGATION_TEMPORALITY_UNSPECIFIED, true, point(1)),
                Metric.newBuilder()
                    .setName("exp")
                    .setExponentialHistogram(
                        ExponentialHistogram.newBuilder()
                            .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                            .addDataPoints(ExponentialHistogramDataPoint.newBuilder().setCount(3)))
                    .build(),
                gauge("late", "", point(1).clearTimeUnixNano()),
                gauge("void", "", NumberDataPoint.newBuilder().setTimeUnixNano(T_NANOS)),
                gauge("???", "", point(1)),
                Metric.newBuilder().setName("dataless").build(),
                histogram(
                    "crooked",
                    "",
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(T_NANOS)
                        .addExplicitBounds(1)
                        .addBucketCounts(1)
                        .build()),
                gauge("good", "", point(1))));

    assertThat(otlp.samples.take()).containsExactly("good @" + T + " 1");
    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(receipt.rejected()).isEqualTo(9);
    assertThat(receipt.message())
        .isEqualTo(
            "1 bad_histogram (metric crooked: bounds must ascend, with one bucket count more than"
                + " bounds); 1 bad_metric_name (metric ???: the name has no letter, digit or"
                + " colon); 2 delta_temporality (metric delta: only cumulative temporality is"
                + " taken; set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative); 1"
                + " exponential_histogram_unsupported (metric exp: exponential histograms are not"
                + " supported yet; set"
                + " OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=explicit_bucket_histogram);"
                + " 1 no_timestamp (metric late: the time is 0); 1 no_value (metric void: the data"
                + " point has neither a value nor the no-recorded-value flag); 1"
                + " unknown_metric_type (metric dataless: the metric has no data of a known type);"
                + " 1 unspecified_temporality (metric what: sums and histograms must say that they"
                + " are cumulative)");
    assertThat(otlp.meter.prometheusText())
        .contains(
            "ballast_otlp_refused_items_total{signal=\"metrics\",reason=\"delta_temporality\"} 2");
  }

  @Test
  void writesAttributeValuesOfEveryTypeAsText() {
    AnyValue nested =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(
                        attribute("k \"q\"", AnyValue.newBuilder().setDoubleValue(0.5).build()))
                    .addValues(attribute("n", AnyValue.getDefaultInstance())))
            .build();
    otlp.receiver.metrics(
        metrics(
            NOBODY,
            gauge(
                "g",
                "",
                point(
                    1,
                    attribute("a", AnyValue.newBuilder().setBoolValue(true).build()),
                    attribute("b", AnyValue.newBuilder().setIntValue(-7).build()),
                    attribute("c", AnyValue.newBuilder().setDoubleValue(1e7).build()),
                    attribute("d", AnyValue.newBuilder().setBytesValue(Otlp.hex("00ff")).build()),
                    attribute(
                        "e",
                        AnyValue.newBuilder()
                            .setArrayValue(ArrayValue.newBuilder().addValues(nested))
                            .build()),
                    attribute("empty", "")))));

    assertThat(otlp.samples.take())
        .containsExactly(
            "g{a=\"true\",b=\"-7\",c=\"10000000\",d=\"AP8=\",e=\"[{\\\"k"
                + " \\\\\\\"q\\\\\\\"\\\":0.5,\\\"n\\\":null}]\"} @"
                + T
                + " 1");
  }

  @Test
  void joinsValuesOfAttributesWhoseNamesBecomeTheSame() {
    otlp.receiver.metrics(
        metrics(NOBODY, gauge("g", "", point(1, attribute("a_b", "2"), attribute("a.b", "1")))));

    assertThat(otlp.samples.take()).containsExactly("g{a_b=\"1;2\"} @" + T + " 1");
  }

  @Test
  void findsTheSameSeriesAgainAndTellsSimilarOnesApart() {
    for (int round = 0; round < 2; round++) {
      otlp.receiver.metrics(
          metrics(
              resource("service.name", "a"),
              gauge("g", "", point(1, attribute("x", "1")), point(2, attribute("x", "2")))));
      otlp.receiver.metrics(
          metrics(resource("service.name", "b"), gauge("g", "", point(3, attribute("x", "1")))));
      otlp.receiver.metrics(
          metrics(resource("service.name", "b"), gauge("g", "By", point(4, attribute("x", "1")))));

      assertThat(otlp.samples.take())
          .containsExactly(
              "g_bytes{job=\"b\",x=\"1\"} @" + T + " 4",
              "g{job=\"a\",x=\"1\"} @" + T + " 1",
              "g{job=\"a\",x=\"2\"} @" + T + " 2",
              "g{job=\"b\",x=\"1\"} @" + T + " 3");
    }
  }

  @Test
  void handsOnMetadataOncePerMetric() {
    Metric metric =
        gauge("mem", "By", point(1)).toBuilder().setDescription("Memory in use.").build();

    otlp.receiver.metrics(metrics(NOBODY, metric));

    assertThat(otlp.metadata.all())
        .containsEntry("mem_bytes", new Metadata("gauge", "Memory in use.", "bytes"));
  }

  @Test
  void goesOnWhenItsCacheOverflows() {
    Otlp small = new Otlp(new OtlpLimits(1 << 20, 1));
    for (int i = 0; i < 3; i++) {
      small.receiver.metrics(
          metrics(
              NOBODY,
              gauge("g", "", point(i, attribute("x", "a")), point(i, attribute("x", "b")))));

      assertThat(small.samples.take())
          .containsExactly("g{x=\"a\"} @" + T + " " + i, "g{x=\"b\"} @" + T + " " + i);
    }
    assertThat(small.meter.prometheusText()).contains("ballast_otlp_label_cache_resets_total 3");
  }

  private static Metric histogram(String name, String unit, HistogramDataPoint point) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point))
        .build();
  }
}
