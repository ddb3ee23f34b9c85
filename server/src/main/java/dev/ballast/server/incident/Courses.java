// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.model.Place;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.StringText;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads series over time: what places answered, step by step, and what they use. Everything is
 * asked for as it is stored and counted here, a few queries for all of it.
 */
final class Courses {

  /** The most names of resources; those that come first. */
  private static final int MOST_NAMES = 80;

  private static final int MOST_SERIES = 3000;

  private static final String SERVER = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
  private static final String OWN = "sum by (service, cloud_region) ";
  private static final String CALL = "sum by (server, server_cloud_region) ";
  private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

  private final MetricQuery metrics;
  private final Instant from;
  private final Instant to;
  private final Duration step;
  private final int points;

  Courses(MetricQuery metrics, Instant from, Instant to, Duration step) {
    this.metrics = metrics;
    this.from = from;
    this.to = to;
    this.step = step;
    this.points = (int) (Duration.between(from, to).toMillis() / step.toMillis()) + 1;
  }

  /**
   * What a place answered in each step; NaN where nothing is known.
   *
   * @param calls a second
   */
  @SuppressWarnings("ArrayRecordComponent") // Made and read here only.
  record Course(double[] calls, double[] failing, double[] seconds) {}

  /** Of all places: by themselves, or else as their callers see them. */
  Map<Place, Course> answers() {
    Map<Place, Course> all =
        read(
            OWN + "(traces_spanmetrics_calls_total{" + SERVER + "})",
            OWN
                + "(traces_spanmetrics_calls_total{"
                + SERVER
                + ",status_code=\"STATUS_CODE_ERROR\"})",
            OWN + "(traces_spanmetrics_latency_sum{" + SERVER + "})",
            "service",
            "cloud_region");
    read(
            CALL + "(traces_service_graph_request_total)",
            CALL + "(traces_service_graph_request_failed_total)",
            CALL + "(traces_service_graph_request_client_seconds_sum)",
            "server",
            "server_cloud_region")
        .forEach(all::putIfAbsent);
    return all;
  }

  /** How many requests a second places answered in each step, by themselves. */
  Map<Place, double[]> calls() {
    Map<Place, double[]> all = new TreeMap<>();
    ask(OWN + "(traces_spanmetrics_calls_total{" + SERVER + "})")
        .forEach(
            (labels, total) -> {
              double[] counts = growth(total);
              Increases.place(labels.get("service"), labels.get("cloud_region"))
                  .ifPresent(
                      place -> all.put(place, each(i -> counts[i] / (step.toMillis() / 1e3))));
            });
    return all;
  }

  private Map<Place, Course> read(
      String calls, String failed, String seconds, String service, String region) {
    Map<Labels, double[]> bad = ask(failed);
    Map<Labels, double[]> time = ask(seconds);
    Map<Place, Course> all = new TreeMap<>();
    ask(calls)
        .forEach(
            (labels, total) -> {
              Optional<Place> place = Increases.place(labels.get(service), labels.get(region));
              if (place.isPresent()) {
                double[] counts = growth(total);
                double[] none = new double[points];
                double[] failures = growth(fromZero(bad.getOrDefault(labels, none)));
                double[] spent = growth(fromZero(time.getOrDefault(labels, none)));
                all.put(
                    place.get(),
                    new Course(
                        each(i -> counts[i] / (step.toMillis() / 1e3)),
                        each(i -> counts[i] > 0 ? failures[i] / counts[i] : Double.NaN),
                        each(i -> counts[i] > 0 ? spent[i] / counts[i] : Double.NaN)));
              }
            });
    return all;
  }

  private double[] each(IntToDoubleFunction value) {
    double[] values = new double[points];
    Arrays.setAll(values, value);
    return values;
  }

  /** A total that nobody has told yet is zero, and one that is not told is as it was. */
  private static double[] fromZero(double[] total) {
    double[] filled = total.clone();
    double last = 0;
    for (int i = 0; i < filled.length; i++) {
      last = Double.isFinite(filled[i]) ? filled[i] : last;
      filled[i] = last;
    }
    return filled;
  }

  /** Of a total that only grows, by how much in each step; a reset counts nothing. */
  private static double[] growth(double[] total) {
    double[] growth = new double[total.length];
    Arrays.fill(growth, Double.NaN);
    for (int i = 1; i < total.length; i++) {
      if (Double.isFinite(total[i]) && Double.isFinite(total[i - 1])) {
        growth[i] = Math.max(0, total[i] - total[i - 1]);
      }
    }
    return growth;
  }

  /** Series of what is used, split at the onset; a gap before it is left out. */
  List<Signal> resources(Instant usualTo, Instant onset) {
    TreeSet<String> gauges = new TreeSet<>();
    TreeSet<String> totals = new TreeSet<>();
    metrics
        .metadata()
        .forEach(
            (name, about) -> {
              if (isResource(name)) {
                if (about.type().equals("gauge")) {
                  gauges.add(name);
                } else if (about.type().equals("counter")) {
                  totals.add(name);
                }
              }
            });
    List<Signal> signals = new ArrayList<>();
    add(gauges, false, usualTo, onset, signals);
    add(totals, true, usualTo, onset, signals);
    return signals;
  }

  private static boolean isResource(String name) {
    return !name.startsWith("ballast_")
        && !name.startsWith("traces_")
        && !name.contains("limit")
        && !name.contains("_max")
        && SignalKind.of(name) == SignalKind.RESOURCE;
  }

  private void add(
      SortedSet<String> names, boolean total, Instant usualTo, Instant onset, List<Signal> into) {
    if (names.isEmpty()) {
      return;
    }
    String any =
        names.stream()
            .limit(MOST_NAMES)
            .map(name -> SPECIAL.matcher(name).replaceAll("\\\\$0"))
            .collect(Collectors.joining("|"));
    String query = "{__name__=~%s,job!=\"ballast\"}".formatted(StringText.quote(any));
    for (Map.Entry<Labels, double[]> series : ask(query).entrySet()) {
      Optional<Place> place = whose(series.getKey());
      if (place.isPresent() && into.size() < MOST_SERIES) {
        double[] values = total ? growth(series.getValue()) : series.getValue();
        into.add(
            new Signal(
                new Subject(place.get().toString()),
                name(series.getKey()),
                SignalKind.RESOURCE,
                until(values, usualTo),
                since(values, onset)));
      }
    }
  }

  private static Optional<Place> whose(Labels labels) {
    String job = labels.get("job");
    for (String name :
        List.of(
            labels.get("service"),
            labels.get("service_name"),
            job.substring(job.lastIndexOf('/') + 1))) {
      String region = labels.get("cloud_region");
      Optional<Place> place =
          Increases.place(name, region.isEmpty() ? labels.get("region") : region);
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  private static String name(Labels labels) {
    String rest =
        labels.toMap().entrySet().stream()
            .filter(
                e -> !e.getKey().matches("__name__|job|instance|service.*|cloud_.*|region|host_.*"))
            .map(Object::toString)
            .collect(Collectors.joining(","));
    String text = labels.metricName() + (rest.isEmpty() ? "" : "{" + rest + "}");
    return text.length() <= 160 ? text : text.substring(0, 160);
  }

  /** The values of the steps that end by then. */
  double[] until(double[] values, Instant end) {
    int last = (int) (Duration.between(from, end).toMillis() / step.toMillis());
    return Arrays.copyOf(values, Math.clamp(last + 1, 0, values.length));
  }

  /** The values of the steps that begin then or later. */
  double[] since(double[] values, Instant start) {
    long millis = Duration.between(from, start).toMillis();
    int first = (int) Math.ceilDiv(millis, step.toMillis()) + 1;
    return Arrays.copyOfRange(values, Math.clamp(first, 0, values.length), values.length);
  }

  Instant time(int index) {
    return from.plus(step.multipliedBy(index));
  }

  int index(Instant at) {
    return Math.clamp(Duration.between(from, at).toMillis() / step.toMillis(), 0, points - 1);
  }

  private Map<Labels, double[]> ask(String query) {
    Map<Labels, double[]> answers = new HashMap<>();
    if (metrics.range(query, from, to, step).value() instanceof Value.Matrix(var all)) {
      for (Value.Series series : all) {
        double[] values = new double[points];
        Arrays.fill(values, Double.NaN);
        fill(series, values);
        answers.put(series.labels(), values);
      }
    }
    return answers;
  }

  private void fill(Value.Series series, double[] values) {
    for (int i = 0; i < series.times().length; i++) {
      int index = Math.toIntExact((series.times()[i] - from.toEpochMilli()) / step.toMillis());
      if (index >= 0 && index < points) {
        values[index] = series.values()[i];
      }
    }
  }
}
