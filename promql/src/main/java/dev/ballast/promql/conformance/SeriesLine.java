// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.ast.StringText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code name{label="value"} 1+2x5 _ stale}. */
final class SeriesLine {

  private static final String NUMBER =
      "(?:\\d+\\.?\\d*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?|[iI][nN][fF]|[nN][aA][nN])";
  private static final Pattern ITEM =
      Pattern.compile("([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + "))?(?:x(\\d+))?");
  private static final Pattern GAPS = Pattern.compile("_(?:x(\\d+))?");
  private static final Pattern NATIVE =
      Pattern.compile("\\{\\{.*?\\}\\}(?:[+-]\\{\\{.*?\\}\\})?(?:x(\\d+))?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final String line;
  private int at;

  private SeriesLine(String line) {
    this.line = line;
  }

  /** Reads a line, or throws an IllegalArgumentException. */
  static Command.Series parse(String line) {
    SeriesLine reader = new SeriesLine(line);
    Labels labels = reader.labels();
    return new Command.Series(labels, reader.points());
  }

  private Labels labels() {
    TreeMap<String, String> labels = new TreeMap<>();
    Matcher name = NAME.matcher(line);
    if (name.lookingAt()) {
      labels.put(Labels.NAME, name.group());
      at = name.end();
    }
    if (at < line.length() && line.charAt(at) == '{' && !line.startsWith("{{", at)) {
      at++;
      while (!take('}')) {
        label(labels);
        take(',');
      }
    } else if (labels.isEmpty()) {
      throw new IllegalArgumentException("no series: " + line);
    }
    return Labels.of(labels);
  }

  private void label(Map<String, String> labels) {
    skipBlanks();
    String name;
    if (at < line.length() && "\"'`".indexOf(line.charAt(at)) >= 0) {
      name = string();
      if (!take('=')) {
        labels.put(Labels.NAME, name);
        return;
      }
    } else {
      Matcher word = NAME.matcher(line).region(at, line.length());
      if (!word.lookingAt()) {
        throw new IllegalArgumentException("no label at " + at + ": " + line);
      }
      name = word.group();
      at = word.end();
      if (!take('=')) {
        throw new IllegalArgumentException("no = at " + at + ": " + line);
      }
    }
    skipBlanks();
    labels.put(name, string());
  }

  private String string() {
    char quote = line.charAt(at);
    int end = at + 1;
    while (end < line.length() && line.charAt(end) != quote) {
      end += line.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= line.length()) {
      throw new IllegalArgumentException("string not closed: " + line);
    }
    String value = StringText.unquote(line.substring(at, end + 1));
    at = end + 1;
    return value;
  }

  private void skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }

  private boolean take(char c) {
    skipBlanks();
    if (at < line.length() && line.charAt(at) == c) {
      at++;
      return true;
    }
    if (at >= line.length()) {
      throw new IllegalArgumentException("braces not closed: " + line);
    }
    return false;
  }

  private List<Command.Point> points() {
    List<Command.Point> points = new ArrayList<>();
    skipBlanks();
    while (at < line.length()) {
      item(points);
      skipBlanks();
    }
    return points;
  }

  private void item(List<Command.Point> points) {
    if (line.startsWith("stale", at)) {
      at += 5;
      points.add(Command.Point.of(SampleBuffer.STALE));
      return;
    }
    Matcher gaps = GAPS.matcher(line).region(at, line.length());
    Matcher histogram = NATIVE.matcher(line).region(at, line.length());
    Matcher item = ITEM.matcher(line).region(at, line.length());
    if (gaps.lookingAt()) {
      at = gaps.end();
      repeat(points, Command.Point.GAP, Math.max(1, count(gaps.group(1))));
    } else if (histogram.lookingAt()) {
      at = histogram.end();
      repeat(points, new Command.Point(0, false, true), 1 + count(histogram.group(1)));
    } else if (item.lookingAt()) {
      at = item.end();
      double value = number(item.group(1));
      double step = item.group(2) == null ? 0 : number(item.group(2));
      int times = count(item.group(3));
      for (int i = 0; i <= times; i++) {
        points.add(Command.Point.of(value));
        value += step;
      }
    } else {
      throw new IllegalArgumentException("bad value at " + at + ": " + line);
    }
  }

  private static void repeat(List<Command.Point> points, Command.Point point, int times) {
    for (int i = 0; i < times; i++) {
      points.add(point);
    }
  }

  private static int count(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static double number(String text) {
    return FloatText.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("bad number " + text));
  }
}
