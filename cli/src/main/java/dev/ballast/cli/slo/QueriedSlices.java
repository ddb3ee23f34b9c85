// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.client.Api;
import dev.ballast.control.slo.ErrorRatio;
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

  /** A ready-made ratio counts as one event for each slice. */
  List<Slice> of(Objective objective) {
    if (!(objective.indicator() instanceof SloIndicator.Promql(var sli, String _))) {
      return List.of();
    }
    var length = lengthOf(objective.budgeting());
    var queries = ErrorRatio.of(sli, length);
    var ratio = queries.total().isEmpty();
    var bad = ask(ratio ? queries.ratio() : queries.bad(), length);
    var total = ratio ? Map.<Long, Double>of() : ask(queries.total(), length);
    var slices = new ArrayList<Slice>();
    for (Map.Entry<Long, Double> one : (ratio ? bad : total).entrySet()) {
      var end = Instant.ofEpochMilli(one.getKey());
      double all = ratio ? 1 : Math.max(0, one.getValue());
      double wrong = Math.clamp(bad.getOrDefault(one.getKey(), 0.0), 0, all);
      slices.add(new Slice(new Span(end.minus(length), end), all - wrong, all));
    }
    return slices;
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
          double value = Double.parseDouble(pair.path(1).asString("NaN").replace("Inf", "Infinity"));
          if (Double.isFinite(value)) {
            sums.merge(Math.round(pair.path(0).asDouble() * 1000), value, Double::sum);
          }
        }
      }
    }
    return sums;
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0);
  }
}
