// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.watch;

import dev.ballast.control.predict.Sample;
import dev.ballast.control.predict.SeriesName;
import dev.ballast.control.predict.Signal;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.StringText;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What processes, runtimes, pools, hosts and databases use, in two queries: gauges and totals whose
 * names have a word of that kind. Which names there are is looked up now and then. Only series with
 * a sample that is new are read, so that a slow sender's value does not count several times.
 */
final class ResourceSignals {

  private static final Duration LOOK_UP = Duration.ofSeconds(30);
  private static final int MOST_NAMES = 200;
  private static final int LONGEST = 160;

  /** One of these words in a metric's name makes it a resource. */
  private static final Set<String> WORDS =
      Set.of(
          "cpu",
          "memory",
          "mem",
          "heap",
          "swap",
          "thread",
          "threads",
          "goroutines",
          "connection",
          "connections",
          "pool",
          "pending",
          "active",
          "inflight",
          "queue",
          "backlog",
          "lag",
          "delay",
          "disk",
          "filesystem",
          "fs",
          "io",
          "network",
          "descriptor",
          "fds",
          "load",
          "load1",
          "utilization",
          "usage",
          "saturation",
          "gc",
          "locks",
          "deadlocks",
          "transactions",
          "backends",
          "throttled");

  /** What does not change, counts other things, or is a bound of something else. */
  private static final Set<String> NOT =
      Set.of(
          "limit",
          "max",
          "min",
          "uptime",
          "info",
          "class",
          "classes",
          "capacity",
          "created",
          "committed",
          "timestamp",
          "version",
          "duration");

  /** A total is a resource only by one of these. */
  private static final Set<String> TOTALS =
      Set.of("cpu", "gc", "io", "disk", "network", "throttled", "deadlocks");

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");
  private static final Pattern SPLIT = Pattern.compile("[_:.]+");

  /** What says who or where something is, but not what it is. */
  private static final Pattern WHO =
      Pattern.compile(
          "__name__|job|service|service_.*|cloud_.*|region|deployment_.*|telemetry_.*|host_.*");

  private final MetricQuery metrics;
  private Instant lookedUp = Instant.EPOCH;
  private SortedSet<String> gauges = new TreeSet<>();
  private SortedSet<String> totals = new TreeSet<>();
  private int leftOut;

  ResourceSignals(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** Reads what is new in the time before {@code at}. */
  void read(Instant at, Duration since, List<Sample> into) {
    if (Duration.between(lookedUp, at).compareTo(LOOK_UP) >= 0) {
      lookUp();
      lookedUp = at;
    }
    read(gauges, at, since, false, into);
    read(totals, at, since, true, into);
  }

  private void lookUp() {
    gauges = new TreeSet<>();
    totals = new TreeSet<>();
    metrics
        .metadata()
        .forEach(
            (name, about) -> {
              Set<String> words =
                  Arrays.stream(SPLIT.split(name.toLowerCase(Locale.ROOT)))
                      .collect(Collectors.toSet());
              if (isResource(name, words)) {
                if (about.type().equals("gauge")) {
                  gauges.add(name);
                } else if (about.type().equals("counter")
                    && words.stream().anyMatch(TOTALS::contains)) {
                  totals.add(name);
                }
              }
            });
    leftOut = shorten(gauges) + shorten(totals);
  }

  /** The same names at every look: those that come first. */
  private static int shorten(SortedSet<String> names) {
    int tooMany = Math.max(0, names.size() - MOST_NAMES);
    for (int i = 0; i < tooMany; i++) {
      names.removeLast();
    }
    return tooMany;
  }

  /** Why not all resources are read, as a sentence; empty when all are. */
  String problem() {
    return leftOut == 0
        ? ""
        : "%d metrics of resources are not read (expected: at most %d gauges and as many counters). Fix: drop metrics that nobody needs where they are collected."
            .formatted(leftOut, MOST_NAMES);
  }

  private static boolean isResource(String name, Set<String> words) {
    return !name.startsWith("ballast_")
        && !name.startsWith("traces_")
        && words.stream().anyMatch(WORDS::contains)
        && words.stream().noneMatch(NOT::contains);
  }

  private void read(
      SortedSet<String> names, Instant at, Duration since, boolean total, List<Sample> into) {
    if (names.isEmpty()) {
      return;
    }
    String any = names.stream().map(ResourceSignals::literally).collect(Collectors.joining("|"));
    String query =
        "last_over_time({__name__=~%s,job!=\"ballast\"}[%dms])"
            .formatted(StringText.quote(any), Math.max(1, since.toMillis()));
    if (metrics.instant(query, at).value() instanceof Value.Vector(var samples)) {
      for (Value.Sample sample : samples) {
        Place place = place(sample.labels());
        if (place != null) {
          SeriesName series = new SeriesName(place, Signal.RESOURCE, what(sample.labels()));
          into.add(
              total
                  ? new Sample.Total(series, sample.value())
                  : new Sample.Level(series, sample.value()));
        }
      }
    }
  }

  /** As a regular expression that matches nothing else: names may hold any character. */
  private static String literally(String name) {
    return SPECIAL.matcher(name).replaceAll("\\\\$0");
  }

  /** As telemetry names a service, or else the last part of the job; null when none is valid. */
  private static @Nullable Place place(Labels labels) {
    String job = labels.get("job");
    String name = "";
    for (String candidate :
        List.of(
            labels.get("service"),
            labels.get("service_name"),
            job.substring(job.lastIndexOf('/') + 1))) {
      name = name.isEmpty() ? candidate : name;
    }
    String region = labels.get("cloud_region");
    return Names.isValid(name)
        ? new Place(new ServiceName(name), region.isEmpty() ? labels.get("region") : region)
        : null;
  }

  private static String what(Labels labels) {
    String rest =
        labels.toMap().entrySet().stream()
            .filter(label -> !WHO.matcher(label.getKey()).matches())
            .map(Map.Entry::toString)
            .collect(Collectors.joining(", "));
    String text = labels.metricName() + (rest.isEmpty() ? "" : "{" + rest + "}");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
