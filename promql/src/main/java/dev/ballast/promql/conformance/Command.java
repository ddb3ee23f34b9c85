// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A step of a promqltest script. */
sealed interface Command {

  int line();

  /** Empties the storage. */
  record Clear(int line) implements Command {}

  /**
   * Adds samples from time 0, a step apart.
   *
   * @param withNative whether classic histograms are loaded as native ones too
   * @param startTimes whether the samples have start timestamps
   */
  record Load(int line, long step, boolean withNative, boolean startTimes, List<Series> series)
      implements Command {
    public Load {
      series = List.copyOf(series);
    }
  }

  /** A query with its times and what it must give. */
  record Eval(int line, String query, Times times, Expectation expectation) implements Command {}

  /** A part of the script that cannot be read. */
  record Broken(int line, String query, String problem) implements Command {}

  /** A series of a script; expected ones are told apart from loaded ones by where they stand. */
  record Series(Labels labels, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }

    boolean isNative() {
      return points.stream().anyMatch(Point::isNative);
    }
  }

  /** One place in a sequence: a value, a gap, or a native histogram (whose value is not read). */
  record Point(double value, boolean omitted, boolean isNative) {
    static final Point GAP = new Point(0, true, false);

    static Point of(double value) {
      return new Point(value, false, false);
    }
  }

  /** When to evaluate, in milliseconds; an instant query has equal start and end. */
  record Times(boolean range, long start, long end, long step) {}

  /** What must come out. */
  record Expectation(
      String text,
      List<Series> series,
      @Nullable Double scalar,
      @Nullable String string,
      @Nullable Times rangeVector,
      boolean ordered,
      @Nullable Text fail,
      List<Text> warn,
      List<Text> info,
      boolean noWarn,
      boolean noInfo) {
    public Expectation {
      series = List.copyOf(series);
      warn = List.copyOf(warn);
      info = List.copyOf(info);
    }
  }

  /** A message to be found: this very text, or one that a pattern finds something in. */
  record Text(@Nullable String message, @Nullable Pattern pattern) {
    static final Text ANY = new Text(null, null);

    boolean matches(String actual) {
      if (message != null) {
        return message.equals(actual);
      }
      return pattern == null || pattern.matcher(actual).find();
    }

    @Override
    public String toString() {
      return message != null ? message : pattern != null ? "/" + pattern + "/" : "any";
    }
  }
}
