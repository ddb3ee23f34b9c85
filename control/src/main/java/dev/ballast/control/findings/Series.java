// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was measured over time, ascending. A point stands for the time since the one before it.
 *
 * @param query how it can be asked for again; empty when it cannot
 */
public record Series(Signal signal, String name, String query, List<Point> points) {

  private static final int SHOWN_BYTES = 8;

  /** A value at a time; never NaN: what is not known has no point. */
  public record Point(Instant at, double value) {
    public Point {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("value: NaN (expected: a number)");
      }
    }
  }

  public Series {
    points = List.copyOf(points);
  }

  /** Points with {@code from < at <= to}. */
  public List<Point> between(Instant from, Instant to) {
    return points.stream().filter(p -> p.at().isAfter(from) && !p.at().isAfter(to)).toList();
  }

  /** How far points usually are apart; one second when there are too few. */
  public Duration step() {
    if (points.size() < 2) {
      return Duration.ofSeconds(1);
    }
    long[] gaps = new long[points.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = Duration.between(points.get(i).at(), points.get(i + 1).at()).toMillis();
    }
    Arrays.sort(gaps);
    return Duration.ofMillis(Math.max(1, gaps[gaps.length / 2]));
  }

  /** The mean of what lies between; empty without a point. */
  public OptionalDouble mean(Instant from, Instant to) {
    return between(from, to).stream().mapToDouble(Point::value).average();
  }

  /** Value times seconds, of a rate the number of what happened. */
  public double total(Instant from, Instant to) {
    double seconds = step().toMillis() / 1e3;
    return between(from, to).stream().mapToDouble(p -> p.value() * seconds).sum();
  }

  /** The last value at or before a time. */
  public OptionalDouble at(Instant time) {
    return points.stream()
        .filter(p -> !p.at().isAfter(time))
        .mapToDouble(Point::value)
        .reduce((a, b) -> b);
  }

  /**
   * When a state began that then held for so long without a gap: the beginning of the first time
   * that a point stands for. Null when it never did. A gap of more than three steps is not known,
   * and what is not known does not hold.
   */
  @Nullable Instant heldFrom(Instant from, Instant to, Duration hold, DoublePredicate what) {
    Duration step = step();
    @Nullable Instant since = null;
    @Nullable Instant last = null;
    for (Point point : between(from, to)) {
      boolean gap =
          last != null && Duration.between(last, point.at()).compareTo(step.multipliedBy(3)) > 0;
      last = point.at();
      if (!what.test(point.value())) {
        since = null;
        continue;
      }
      if (since == null || gap) {
        since = point.at();
      }
      if (!since.plus(hold).minus(step).isAfter(point.at())) {
        Instant began = since.minus(step);
        return began.isBefore(from) ? from : began;
      }
    }
    return null;
  }

  /** The beginning of the SHA-256 of all times and values: whether it is the same series. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Double.BYTES);
      for (Point point : points) {
        bytes.clear();
        digest.update(bytes.putLong(point.at().toEpochMilli()).putDouble(point.value()).array());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
