// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.Signal;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.promql.Value;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.TrafficReader;
import dev.ballast.server.board.Trend;
import dev.ballast.server.watch.WatchRecorder;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rate, errors, duration and the budgets of a service over time, with their thresholds. */
final class ServiceCharts {

  /** A latency SLI counts the requests of a bucket: its bound is the threshold. */
  private static final Pattern BOUND = Pattern.compile("\\ble\\s*=\\s*\"([0-9.]+)\"");

  private static final int RATE_STEPS = 4;
  private static final Duration SHORTEST_RATE = Duration.ofSeconds(10);

  private final GridReader reader;

  ServiceCharts(MetricQuery metrics) {
    this.reader = new GridReader(metrics);
  }

  List<Chart> red(
      Board board,
      ServiceName name,
      Sight sight,
      Range range,
      List<Milestone> changes,
      List<Spell> spells) {
    Grid grid = Grid.of(sight, range);
    ChartMaker maker = new ChartMaker(sight, grid.start(), grid.end(), changes, spells);
    Selectors selectors = Selectors.of(board, name);
    String window = "[" + rateWindow(range).toMillis() + "ms]";
    Map<String, Trend> rate =
        byRegion("sum by (REGION) (rate(" + selectors.calls("") + window + "))", selectors, grid);
    Map<String, Trend> errors =
        byRegion(
            "sum by (REGION) (rate(%s%s)) / sum by (REGION) (rate(%s%s))"
                .formatted(selectors.failed(), window, selectors.calls(""), window),
            selectors,
            grid);
    rate.keySet().forEach(region -> errors.putIfAbsent(region, zeros(rate, region)));
    Map<String, Trend> took = new LinkedHashMap<>();
    took.put("p99", quantile(0.99, selectors, window, grid));
    took.put("p50", quantile(0.5, selectors, window, grid));
    return List.of(
        maker.draw(
            new ChartMaker.Wish(
                "Requests", "per second, " + selectors.seenBy(), Sight::rate, 1, Map.of()),
            rate,
            expected(name, Signal.REQUESTS, grid)),
        maker.draw(
            new ChartMaker.Wish(
                "Errors", "share of requests", Sight::percent, 0.01, errorLimits(board, name)),
            errors,
            expected(name, Signal.ERRORS, grid)),
        maker.draw(
            new ChartMaker.Wish(
                "Duration",
                "of a request, all regions",
                Sight::seconds,
                0.01,
                latencyLimits(board, name)),
            took));
  }

  List<ServiceView.Slo> slos(
      Board board,
      ServiceName name,
      Sight sight,
      Range range,
      List<Milestone> changes,
      List<Spell> spells) {
    List<SloStatus> all = board.health().slosOf(name);
    return all.stream()
        .filter(slo -> slo.place().isWhole())
        .map(slo -> slo(slo, all, burnDown(slo, sight, range, changes, spells)))
        .toList();
  }

  private static ServiceView.Slo slo(SloStatus slo, List<SloStatus> all, Chart burnDown) {
    return new ServiceView.Slo(
        slo.displayName(),
        Tone.of(slo.state()),
        words(slo.state()),
        Sight.target(slo.target().value()),
        slo.sli().isPresent() ? share(slo.sli().getAsDouble()) : Sight.UNKNOWN,
        Overview.windowOf(slo),
        Overview.meter(slo),
        switch (slo.exhaustion()) {
          case Exhaustion.NotBurning() -> "";
          case Exhaustion.In(var left) -> "gone in " + Sight.duration(left) + " at this rate";
          case Exhaustion.Spent() -> "spent";
        },
        burnDown,
        slo.burns().stream().map(ServiceCharts::burn).toList(),
        all.stream()
            .filter(other -> other.slo().equals(slo.slo()) && !other.place().isWhole())
            .map(
                other ->
                    "%s: %s, %s left"
                        .formatted(
                            other.place().region(),
                            words(other.state()).toLowerCase(Locale.ROOT),
                            other.state() == SloStatus.State.NO_DATA
                                ? Sight.UNKNOWN
                                : Sight.budget(other.budget().remaining())))
            .toList(),
        SloNotes.of(slo),
        slo.problem(),
        slo.queries());
  }

  /** A share of good events, never rounded up to 100 %. */
  private static String share(double sli) {
    double percent = sli * 100;
    String text = String.format(Locale.ROOT, "%.3f", Math.floor(percent * 1000) / 1000);
    return text.replaceAll("\\.?0+$", "") + "\u00a0%";
  }

  static String words(SloStatus.State state) {
    return switch (state) {
      case MET -> "Met";
      case BURNING -> "Burning";
      case EXHAUSTED -> "Budget spent";
      case NO_DATA -> "No data";
      case INSUFFICIENT -> "Too little data";
      case UNCERTAIN -> "Between bounds";
    };
  }

  private static ServiceView.Burn burn(Burn burn) {
    return new ServiceView.Burn(
        burn.rule().name(),
        burn.rule().severity().name().toLowerCase(Locale.ROOT),
        Sight.times(burn.rule().factor()),
        Sight.duration(burn.longWindow().window()),
        burn.longWindow().known() ? Sight.times(burn.longRate()) : Sight.UNKNOWN,
        Sight.duration(burn.shortWindow().window()),
        burn.shortWindow().known() ? Sight.times(burn.shortRate()) : Sight.UNKNOWN,
        burn.firing());
  }

  private Chart burnDown(
      SloStatus slo, Sight sight, Range range, List<Milestone> changes, List<Spell> spells) {
    Grid grid = Grid.of(sight, range);
    String query =
        "ballast_slo_budget_remaining_ratio{slo=\"%s\",cloud_region=\"\"}"
            .formatted(slo.slo().value());
    Map<String, Trend> trends = new LinkedHashMap<>();
    trends.put("left", first(query, grid));
    return new ChartMaker(sight, grid.start(), grid.end(), changes, spells)
        .draw(
            new ChartMaker.Wish(
                "Budget left",
                "share of " + Overview.windowOf(slo),
                Sight::budget,
                1,
                Map.of("5 %: emergency only", 0.05)),
            trends);
  }

  /** What the watch expected of a service's own requests, by region. */
  private Map<String, Expectation> expected(ServiceName name, Signal signal, Grid grid) {
    Map<String, Map<String, Trend>> ends = new TreeMap<>();
    String query =
        "%s{service=\"%s\",signal=\"%s\"}".formatted(WatchRecorder.BAND, name, signal.id());
    for (Value.Series series : reader.series(query, grid)) {
      String region = series.labels().get("cloud_region");
      ends.computeIfAbsent(region.isEmpty() ? "no region" : region, r -> new TreeMap<>())
          .put(
              series.labels().get("end"),
              TrafficReader.trend(series, grid.start(), grid.end(), grid.step()));
    }
    Map<String, Expectation> expected = new TreeMap<>();
    ends.forEach(
        (region, trends) ->
            expected.put(
                region,
                new Expectation(
                    trends.getOrDefault("expected", Trend.NONE),
                    trends.getOrDefault("low", Trend.NONE),
                    trends.getOrDefault("high", Trend.NONE))));
    return expected;
  }

  private Trend quantile(double q, Selectors selectors, String window, Grid grid) {
    return first(
        "histogram_quantile(%s, sum by (le) (rate(%s%s)))"
            .formatted(q, selectors.buckets(), window),
        grid);
  }

  private Trend first(String query, Grid grid) {
    return reader.series(query, grid).stream()
        .findFirst()
        .map(s -> TrafficReader.trend(s, grid.start(), grid.end(), grid.step()))
        .orElse(Trend.NONE);
  }

  private Map<String, Trend> byRegion(String query, Selectors selectors, Grid grid) {
    return reader.trends(
        query.replace("REGION", selectors.region()),
        grid,
        labels -> {
          String region = labels.get(selectors.region());
          return region.isEmpty() ? "no region" : region;
        });
  }

  private static Trend zeros(Map<String, Trend> rate, String region) {
    Trend known = rate.getOrDefault(region, Trend.NONE);
    double[] zeros = new double[known.values().length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = Double.isNaN(known.values()[i]) ? Double.NaN : 0;
    }
    return new Trend(known.start(), known.step(), zeros);
  }

  static Map<String, Double> errorLimits(Board board, ServiceName name) {
    Map<String, Double> limits = new LinkedHashMap<>();
    for (Slo slo : board.configuration().slosOf(name)) {
      if (!BOUND.matcher(text(slo.sli())).find()) {
        limits.put("SLO " + Sight.target(slo.target().value()), slo.target().complement().value());
      }
    }
    return limits;
  }

  private static Map<String, Double> latencyLimits(Board board, ServiceName name) {
    Map<String, Double> limits = new LinkedHashMap<>();
    for (Slo slo : board.configuration().slosOf(name)) {
      Matcher bound = BOUND.matcher(text(slo.sli()));
      if (bound.find()) {
        double seconds = Double.parseDouble(bound.group(1));
        limits.put(
            "SLO %s under %s".formatted(Sight.target(slo.target().value()), Sight.seconds(seconds)),
            seconds);
      }
    }
    return limits;
  }

  private static String text(Sli sli) {
    return switch (sli) {
      case Sli.Ratio ratio -> ratio.part();
      case Sli.Raw raw -> raw.query();
      case Sli.Threshold threshold -> threshold.query();
    };
  }

  private static Duration rateWindow(Range range) {
    Duration window = range.step().multipliedBy(RATE_STEPS);
    return window.compareTo(SHORTEST_RATE) < 0 ? SHORTEST_RATE : window;
  }

  /** The series that tell of a service: its own server spans, or what its callers saw. */
  private record Selectors(String name, boolean own) {

    static Selectors of(Board board, ServiceName name) {
      boolean virtual =
          board.health().topology().callersOf(name).stream()
              .anyMatch(edge -> !edge.connectionType().isEmpty());
      return new Selectors(name.value(), !virtual);
    }

    String region() {
      return own ? "cloud_region" : "server_cloud_region";
    }

    String seenBy() {
      return own ? "all its requests" : "as its callers see it";
    }

    String calls(String more) {
      return own
          ? "traces_spanmetrics_calls_total{" + mine() + more + "}"
          : "traces_service_graph_request_total{server=\"" + name + "\"}";
    }

    String failed() {
      return own
          ? calls(",status_code=\"STATUS_CODE_ERROR\"")
          : "traces_service_graph_request_failed_total{server=\"" + name + "\"}";
    }

    String buckets() {
      return own
          ? "traces_spanmetrics_latency_bucket{" + mine() + "}"
          : "traces_service_graph_request_client_seconds_bucket{server=\"" + name + "\"}";
    }

    private String mine() {
      return "service=\"" + name + "\",span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
    }
  }
}
