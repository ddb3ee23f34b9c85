// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class LoadWatchTest {

  private static final Instant OPEN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Investigator.Spans SPANS =
      new Investigator.Spans(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(4));
  private static final int BEGINS = 120;
  private static final int ENDS = 180;

  /** One counter whose rate is known for each second since the shop opened. */
  private record Shop(LongToDoubleFunction rate) implements MetricQuery {

    @Override
    public Answer range(String query, Instant start, Instant end, Duration step) {
      int points = (int) Duration.between(start, end).dividedBy(step) + 1;
      long[] times = new long[points];
      double[] values = new double[points];
      int known = 0;
      for (int i = 0; i < points; i++) {
        Instant at = start.plus(step.multipliedBy(i));
        long seconds = Duration.between(OPEN, at).toSeconds();
        if (seconds >= 0) {
          times[known] = at.toEpochMilli();
          values[known++] = total(seconds);
        }
      }
      return new Answer(
          new Value.Matrix(
              known == 0
                  ? List.of()
                  : List.of(
                      new Value.Series(
                          Labels.of(Map.of("service", "front", "cloud_region", "east")),
                          Arrays.copyOf(times, known),
                          Arrays.copyOf(values, known)))),
          List.of(),
          List.of());
    }

    private double total(long seconds) {
      double sum = 0;
      for (long s = 0; s < seconds; s++) {
        sum += rate.applyAsDouble(s);
      }
      return sum;
    }

    @Override
    public Answer instant(String query, Instant time) {
      throw new AssertionError("not asked");
    }

    @Override
    public List<Labels> series(List<String> selectors, Instant start, Instant end) {
      return List.of();
    }

    @Override
    public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
      return new TreeSet<>();
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

  private static List<Reading> at(LoadWatch watch, int seconds) {
    return watch.look(OPEN.plusSeconds(seconds), Topology.EMPTY);
  }

  private static LoadWatch watch(LongToDoubleFunction rate) {
    return new LoadWatch(new Shop(rate), SPANS);
  }

  @Test
  void aSurgeIsSeenAfterSomeStepsAndIsOverWhenRequestsAreAsFewAsBefore() {
    LoadWatch watch = watch(s -> s >= BEGINS && s < ENDS ? 21 : 7);

    int found = 0;
    int over = 0;
    for (int s = 0; s < 240; s++) {
      boolean sick = at(watch, s).stream().anyMatch(Reading::isSick);
      found = sick && found == 0 ? s : found;
      over = !sick && found > 0 && over == 0 ? s : over;
    }

    assertThat(found).isBetween(BEGINS + 12, BEGINS + 28);
    assertThat(over).isBetween(ENDS, ENDS + 32);
  }

  @Test
  void whoeverHasJustBegunHasNoUsualLoad() {
    LoadWatch watch = watch(s -> s < 30 ? 0.2 : 12);

    for (int s = 0; s < 150; s++) {
      assertThat(at(watch, s)).as("after %d s", s).noneMatch(Reading::isSick);
    }
  }

  @Test
  void whatGoesOnIsTheNewUsual() {
    LoadWatch watch = watch(s -> s >= BEGINS ? 21 : 7);
    for (int s = 0; s < BEGINS + 60; s++) {
      at(watch, s);
    }
    assertThat(at(watch, BEGINS + 64)).anyMatch(Reading::isSick);
    assertThat(at(watch, BEGINS + 240)).noneMatch(Reading::isSick);
  }

  @Test
  void ofTwoReadingsOfAPlaceTheSickOneCounts() {
    LoadWatch watch = watch(s -> s >= BEGINS ? 21 : 7);
    Reading sick = at(watch, BEGINS + 30).getFirst();
    Reading well = at(watch(s -> 7), BEGINS + 30).getFirst();

    assertThat(sick.place()).isEqualTo(new Place(new ServiceName("front"), "east"));
    assertThat(Threats.joined(List.of(well), List.of(sick))).containsExactly(sick);
    assertThat(Threats.joined(List.of(sick), List.of(well))).containsExactly(sick);
  }
}
