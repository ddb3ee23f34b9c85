// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.client.Api;
import dev.ballast.control.slo.ErrorRatio;
import dev.ballast.control.slo.replay.BucketQuery;
import dev.ballast.control.slo.replay.FastShare;
import dev.ballast.control.slo.replay.Slice;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Past events as a server knows them, asked slice by slice. */
final class QueriedSlices {

  private static final int MOST_POINTS = 10_000;

  private final Api api;
  private final Span window;

  QueriedSlices(Api api, Span window) {
    this.api = api;
    this.window = window;
  }

  /** What is known of an objective's events; nothing when Ballast cannot ask for them. */
  ObjectiveEvents of(Objective objective) {
    if (!(objective.indicator() instanceof SloIndicator.Promql(var sli, String _))) {
      return ObjectiveEvents.of(List.of());
    }
    var length = lengthOf(objective.budgeting());
    var bucket = BucketQuery.of(sli);
    if (bucket.isPresent()) {
      var events = ofBuckets(bucket.get(), length);
      if (!events.isExact()) {
        return events;
      }
    }
    return ObjectiveEvents.of(counted(ErrorRatio.of(sli, length), length));
  }

  /** A ready-made ratio counts as one event for each slice. */
  private List<Slice> counted(ErrorRatio queries, Duration length) {
    var ratio = queries.total().isEmpty();
    var bad = ask(ratio ? queries.ratio() : queries.bad(), length);
    var total = ratio ? Map.<Long, Double>of() : ask(queries.total(), length);
    var slices = new ArrayList<Slice>();
    for (Map.Entry<Long, Double> one : (ratio ? bad : total).entrySet()) {
      double all = ratio ? 1 : Math.max(0, one.getValue());
      double wrong = Math.clamp(bad.getOrDefault(one.getKey(), 0.0), 0, all);
      slices.add(slice(one.getKey(), length, all - wrong, all));
    }
    return slices;
  }

  private ObjectiveEvents ofBuckets(BucketQuery bucket, Duration length) {
    var counts = new TreeMap<Long, TreeMap<Double, Double>>();
    ask(
        bucket.over(length),
        length,
        (labels, at, value) ->
            counts
                .computeIfAbsent(at, _ -> new TreeMap<>())
                .merge(number(labels.path("le").asString("")), value, Double::sum));
    var likely = new ArrayList<Slice>();
    var low = new ArrayList<Slice>();
    var high = new ArrayList<Slice>();
    counts.forEach(
        (at, buckets) -> {
          double total = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
          var share =
              total > 0 ? FastShare.of(buckets, bucket.threshold()) : new FastShare(1, 1, 1);
          likely.add(slice(at, length, Math.min(1, share.likely()) * total, total));
          low.add(slice(at, length, Math.min(1, share.lower()) * total, total));
          high.add(slice(at, length, Math.min(1, share.upper()) * total, total));
        });
    return new ObjectiveEvents(likely, low, high);
  }

  private static Slice slice(long end, Duration length, double good, double total) {
    var to = Instant.ofEpochMilli(end);
    return new Slice(new Span(to.minus(length), to), good, total);
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  /** Occurrences need no slices; these are short enough and few enough to ask for. */
  private Duration lengthOf(Budgeting budgeting) {
    return switch (budgeting) {
      case Budgeting.Timeslices(Duration slice, var _) -> slice;
      case Budgeting.RatioTimeslices(Duration slice) -> slice;
      case Budgeting.Occurrences _, Budgeting.Unstated _ ->
          Duration.ofMinutes(window.length().compareTo(Duration.ofDays(1)) >= 0 ? 5 : 1);
    };
  }

  /** The sum of all series at the end of each slice. */
  private Map<Long, Double> ask(String query, Duration step) {
    var sums = new TreeMap<Long, Double>();
    ask(query, step, (_, at, value) -> sums.merge(at, value, Double::sum));
    return sums;
  }

  /** Takes one sample of one series. */
  @FunctionalInterface
  private interface Sink {
    void take(JsonNode labels, long at, double value);
  }

  private void ask(String query, Duration step, Sink sink) {
    var piece = step.multipliedBy(MOST_POINTS);
    for (var from = window.from().plus(step); !from.isAfter(window.to()); from = from.plus(piece)) {
      var last = from.plus(piece).minus(step);
      var parameters = new LinkedHashMap<String, String>();
      parameters.put("query", query);
      parameters.put("start", seconds(from));
      parameters.put("end", seconds(last.isAfter(window.to()) ? window.to() : last));
      parameters.put("step", Double.toString(step.toMillis() / 1000.0));
      JsonNode answer = api.postForm("/prometheus/api/v1/query_range", parameters);
      for (JsonNode series : answer.path("data").path("result")) {
        for (JsonNode pair : series.path("values")) {
          double value = number(pair.path(1).asString(""));
          if (Double.isFinite(value)) {
            sink.take(series.path("metric"), Math.round(pair.path(0).asDouble() * 1000), value);
          }
        }
      }
    }
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0);
  }
}
