// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.control.rollout.controller.VersionWeights;
import dev.ballast.model.rollout.Canary;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A service with versions side by side: traffic goes by the weights, every version fails as often
 * as it is told to, and what was answered is counted as a mesh counts it.
 */
final class TwoVersions implements Platform, MetricQuery {

  private static final int PER_SECOND = 100;

  private final FakeClock clock;
  private final Map<String, Integer> weights = new LinkedHashMap<>();
  private final Map<String, Double> failing = new TreeMap<>();
  private final NavigableMap<Instant, Map<Labels, Double>> counted = new TreeMap<>();
  private final List<Map<String, Integer>> routed = new ArrayList<>();
  private final List<String> deeds = new ArrayList<>();
  private final List<String> gets = new ArrayList<>();
  private Optional<Canary> canary = Optional.empty();
  private Duration lease = Duration.ofSeconds(30);
  private Exposure exposure = new Exposure.Nothing();
  private String base;
  private String chosen = "";
  private Instant until = Instant.MAX;

  /** Of all requests, whatever is to be matched. */
  private double matchingShare = 0.1;

  private Map<Labels, Double> total = Map.of();
  private boolean unreachable;
  private boolean ready = true;
  private boolean primaryReady = true;
  private Runnable meanwhile = () -> {};

  TwoVersions(FakeClock clock, String first) {
    this.clock = clock;
    base = first;
    weights.put(first, 100);
    counted.put(clock.instant(), Map.of());
  }

  /** As a platform for a canary, which knows what of the traffic that one wants. */
  TwoVersions of(Canary wanted, Duration leased) {
    canary = Optional.of(wanted);
    lease = leased;
    return this;
  }

  /** What the new version got, one after another. */
  List<String> gets() {
    return gets;
  }

  /** What it gets beside the weights right now. */
  Exposure exposure() {
    return exposure;
  }

  void nobodyMatches() {
    matchingShare = 0;
  }

  /** Nobody renewed it: all of it is the old version's again. */
  private void expire() {
    if (!clock.instant().isBefore(until)) {
      exposure = new Exposure.Nothing();
      until = Instant.MAX;
      weights.replaceAll((version, _) -> version.equals(base) ? 100 : 0);
    }
  }

  void deploy(String version, double failureShare) {
    weights.put(version, 0);
    failing.put(version, failureShare);
  }

  void retire(String version) {
    weights.remove(version);
  }

  /** Something that happens while it is looked at next. */
  void meanwhile(Runnable event) {
    meanwhile = event;
  }

  /** Counts of a while that a failed scrape does not show: until the next traffic all are gone. */
  void missScrape() {
    counted.put(clock.instant(), Map.of());
  }

  void primaryReady(boolean value) {
    primaryReady = value;
  }

  /** Back to how it was configured: one version has everything. */
  void forget(String first) {
    weights.replaceAll((version, _) -> version.equals(first) ? 100 : 0);
  }

  void ready(boolean value) {
    ready = value;
  }

  void unreachable(boolean value) {
    unreachable = value;
  }

  int weight(String version) {
    return weights.getOrDefault(version, 0);
  }

  List<Map<String, Integer>> routed() {
    return routed;
  }

  List<String> deeds() {
    return deeds;
  }

  /** Passes time with traffic. */
  void pass(Duration time) {
    clock.advance(time);
    expire();
    Map<Labels, Double> now = new LinkedHashMap<>(total);
    long requests = PER_SECOND * time.toSeconds();
    weights.forEach(
        (version, weight) -> {
          double matching = exposure instanceof Exposure.Matching ? matchingShare : 0;
          count(now, version, "source", requests * (1 - matching) * weight / 100.0);
        });
    switch (exposure) {
      case Exposure.Matching _ -> count(now, chosen, "source", requests * matchingShare);
      case Exposure.Copies(var share) -> count(now, chosen, "mirror", requests * share.value());
      case Exposure.Nothing _, Exposure.Share _ -> {}
    }
    total = now;
    counted.put(clock.instant(), now);
  }

  private void count(Map<Labels, Double> now, String version, String reporter, double all) {
    double bad = Math.rint(all * failing.getOrDefault(version, 0.0));
    now.merge(labels(version, "200", reporter), all - bad, Double::sum);
    now.merge(labels(version, "500", reporter), bad, Double::sum);
  }

  private static Labels labels(String version, String code, String reporter) {
    return Labels.of("destination_version", version, "response_code", code, "reporter", reporter);
  }

  /** Requests of which callers saw a failure. */
  double failuresMet() {
    return total.entrySet().stream()
        .filter(entry -> entry.getKey().get("reporter").equals("source"))
        .filter(entry -> entry.getKey().get("response_code").equals("500"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  @Override
  public Sight observe(CanaryState state) {
    return new Sight(look(state), "");
  }

  private Observed look(CanaryState state) {
    check();
    Runnable event = meanwhile;
    meanwhile = () -> {};
    event.run();
    String newest = new ArrayList<>(weights.keySet()).getLast();
    if (state.promoted().isEmpty()) {
      String first = weights.keySet().iterator().next();
      return new Observed(first, true, true);
    }
    return new Observed(
        newest.equals(state.promoted()) ? state.applied() : newest,
        primaryReady && weights.containsKey(state.promoted()),
        ready && weights.containsKey(state.applied()));
  }

  @Override
  public void perform(Deed deed, CanaryState state) {
    check();
    deeds.add(deed.getClass().getSimpleName());
    exposure = Exposure.of(canary.orElseThrow(), state);
    chosen = state.applied();
    boolean leased = !(exposure instanceof Exposure.Nothing);
    until = leased ? clock.instant().plus(lease) : Instant.MAX;
    base = state.promoted().isEmpty() ? base : state.promoted();
    if (gets.isEmpty() || !gets.getLast().equals(exposure.words())) {
      gets.add(exposure.words());
    }
    VersionWeights.of(exposure, state, weights.keySet())
        .ifPresent(
            set -> {
              weights.putAll(set.of());
              if (routed.isEmpty() || !routed.getLast().equals(weights)) {
                routed.add(Map.copyOf(weights));
              }
            });
  }

  private void check() {
    if (unreachable) {
      throw new ActuatorException(
          ActuatorException.Kind.UNREACHABLE, "mesh", "it does not answer", "start it");
    }
  }

  private static boolean isWanted(String promql, Labels labels) {
    boolean onlyBad = promql.contains("response_code=~");
    return !onlyBad || labels.get("response_code").equals("500");
  }

  @Override
  public Answer instant(String promql, Instant at) {
    List<Value.Sample> samples = new ArrayList<>();
    Map.Entry<Instant, Map<Labels, Double>> last = counted.floorEntry(at);
    if (promql.contains("last_over_time")) {
      while (last != null && last.getValue().isEmpty()) {
        last = counted.lowerEntry(last.getKey());
      }
    }
    if (last != null && promql.contains("istio_requests_total")) {
      last.getValue()
          .forEach(
              (labels, value) -> {
                if (isWanted(promql, labels)) {
                  samples.add(new Value.Sample(labels, at.toEpochMilli(), value));
                }
              });
    }
    return new Answer(new Value.Vector(samples), List.of(), List.of());
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    Map<Labels, List<double[]>> points = new LinkedHashMap<>();
    for (Instant at = start; !at.isAfter(end); at = at.plus(step)) {
      if (instant(promql, at).value() instanceof Value.Vector(var samples)) {
        for (Value.Sample sample : samples) {
          points
              .computeIfAbsent(sample.labels(), _ -> new ArrayList<>())
              .add(new double[] {sample.time(), sample.value()});
        }
      }
    }
    List<Value.Series> all = new ArrayList<>();
    points.forEach(
        (labels, list) ->
            all.add(
                new Value.Series(
                    labels,
                    list.stream().mapToLong(p -> (long) p[0]).toArray(),
                    list.stream().mapToDouble(p -> p[1]).toArray())));
    return new Answer(new Value.Matrix(all), List.of(), List.of());
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return List.of();
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return Collections.emptySortedSet();
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public Map<String, Metadata> metadata() {
    return Map.of();
  }
}
