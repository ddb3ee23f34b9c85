// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.passage.FirstPassage;
import dev.ballast.stats.passage.Futures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is known of the time to come. */
sealed interface Ahead {

  /** Nothing. */
  record Nothing() implements Ahead {}

  /** Simulated futures of a usage, and when they first reach the limit. */
  record Simulated(Usage usage, Futures futures, FirstPassage passage) implements Ahead {

    Outlook outlook() {
      Curve curve = curve();
      When p10 = curve.quantile(0.1);
      if (p10 instanceof When.By early && curve.quantile(0.5) instanceof When.By middle) {
        return new Outlook.Within(early, middle, curve.quantile(0.9), curve);
      }
      Instant horizon = curve.points().getLast().by();
      return new Outlook.NotWithin(horizon, curve.last(), p10, curve);
    }

    private Curve curve() {
      List<Curve.Point> points = new ArrayList<>();
      for (int h = 0; h < futures.horizon(); h++) {
        points.add(new Curve.Point(usage.time(usage.length() + h), passage.by(h)));
      }
      return new Curve(points);
    }

    private List<Fan.Band> fanBands() {
      double[] mean = futures.mean();
      List<Fan.Band> bands = new ArrayList<>();
      for (int h = 0; h < mean.length; h++) {
        bands.add(
            new Fan.Band(
                usage.time(usage.length() + h),
                mean[h],
                futures.quantile(0.1, h),
                futures.quantile(0.9, h),
                futures.quantile(0.025, h),
                futures.quantile(0.975, h)));
      }
      return bands;
    }

    private double probabilityWithin(Duration duration) {
      double steps = duration.toMillis() / (double) usage.step().toMillis();
      int whole = (int) Math.min(futures.horizon(), Math.floor(steps));
      double before = passage.by(whole - 1);
      return before + (steps - whole) * Math.max(0, passage.by(whole) - before);
    }

    private Evidence.Member member(Forecast.Member member) {
      return new Evidence.Member(member.name(), member.error(), member.chosen());
    }
  }

  default int horizon() {
    return this instanceof Simulated known ? known.futures().horizon() : 0;
  }

  /** The probability of a breach within a time from now; between steps on the line. */
  default double within(Duration duration) {
    return this instanceof Simulated known
        ? Math.clamp(known.probabilityWithin(duration), 0, 1)
        : 0;
  }

  default List<Fan.Band> bands() {
    return this instanceof Simulated known ? known.fanBands() : List.of();
  }

  default int paths() {
    return this instanceof Simulated known ? known.futures().count() : 0;
  }

  default List<Integer> season() {
    return this instanceof Simulated known
        ? Stream.of(known.futures().periods().first(), known.futures().periods().second())
            .filter(period -> period > 1)
            .toList()
        : List.of();
  }

  default List<String> changes(Sentences sentences) {
    return this instanceof Simulated known
        ? sentences.changes(known.futures().course(), known.usage())
        : List.of();
  }

  default List<Evidence.Member> members() {
    return this instanceof Simulated known
        ? known.futures().members().stream().map(known::member).toList()
        : List.of();
  }

  default String explanation() {
    return this instanceof Simulated known
        ? known.futures().explanation()
        : "Nothing was forecast.";
  }
}
