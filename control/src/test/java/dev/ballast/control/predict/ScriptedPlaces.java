// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Places with ten requests a second each, watched second by second; any of them can be broken. */
final class ScriptedPlaces {

  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final WatchLoop loop;
  private final Random random = new Random(7);
  private final Map<Place, double[]> totals = new HashMap<>();
  private final Map<Place, Double> errors = new HashMap<>();
  private final Set<Place> mute = new HashSet<>();
  private final Map<Place, String> rest = new HashMap<>();
  private final Map<Place, Set<Place>> calls = new HashMap<>();
  private final List<AnomalyChange> changes = new ArrayList<>();
  private int second;
  private boolean whole = true;

  ScriptedPlaces(WatchLoop loop) {
    this.loop = loop;
  }

  static Place place(String service) {
    return new Place(new ServiceName(service), "us-east");
  }

  ScriptedPlaces with(String... services) {
    for (String service : services) {
      totals.put(place(service), new double[3]);
    }
    return this;
  }

  ScriptedPlaces calls(String caller, String callee) {
    calls.computeIfAbsent(place(caller), p -> new HashSet<>()).add(place(callee));
    return this;
  }

  void fail(String service, double share) {
    errors.put(place(service), share);
  }

  void rest(String service, String why) {
    rest.put(place(service), why);
  }

  void silence(String service) {
    mute.add(place(service));
  }

  /** From now on not all can be read. */
  void half() {
    whole = false;
  }

  /** What was told in these seconds. */
  List<AnomalyChange> run(int seconds) {
    changes.clear();
    for (int i = 0; i < seconds; i++) {
      second++;
      List<Sample> samples = new ArrayList<>();
      totals.forEach(
          (place, sums) -> {
            if (!mute.contains(place)) {
              samples.addAll(requests(place, sums));
            }
          });
      changes.addAll(
          loop.step(
              samples,
              new Surroundings(now(), place -> rest.getOrDefault(place, ""), calls),
              whole));
    }
    return List.copyOf(changes);
  }

  Instant now() {
    return START.plusSeconds(second);
  }

  private List<Sample> requests(Place place, double[] sums) {
    for (int i = 0; i < 10; i++) {
      sums[0]++;
      sums[1] += random.nextDouble() < errors.getOrDefault(place, 0.0) ? 1 : 0;
      sums[2] += 0.02 * Math.exp(0.3 * random.nextGaussian());
    }
    return List.of(
        new Sample.Total(new SeriesName(place, Signal.REQUESTS, ""), sums[0]),
        new Sample.Share(new SeriesName(place, Signal.ERRORS, ""), sums[1], sums[0]),
        new Sample.Share(new SeriesName(place, Signal.DURATION, ""), sums[2], sums[0]));
  }
}
