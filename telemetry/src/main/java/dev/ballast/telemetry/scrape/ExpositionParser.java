// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.promql.Labels;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads exposed text entry by entry: Prometheus text 0.0.4 and 1.0.0, OpenMetrics 0.0.1 and 1.0.0.
 * Exemplars are passed over, comments too. The bounds of classic histograms and the quantiles of
 * summaries are written as OpenMetrics does ({@code le="1.0"}), as Prometheus 3 does it. Not
 * thread-safe.
 */
final class ExpositionParser {

  enum Entry {
    SAMPLE,
    TYPE,
    HELP,
    UNIT
  }

  private final LineCursor in;
  private final boolean openMetrics;

  private String family = "";
  private String text = "";
  private String typedFamily = "";
  private String type = "";

  private String series = "";
  private final SortedMap<String, String> labels = new TreeMap<>();
  private double value;
  private boolean hasTime;
  private long timeMillis;

  ExpositionParser(String body, ExpositionFormat format) {
    this.in = new LineCursor(body);
    this.openMetrics = format == ExpositionFormat.OPENMETRICS;
  }

  /**
   * Goes to the next entry; null at the end.
   *
   * @throws ExpositionException when the text is not in its format
   */
  @Nullable Entry next() {
    while (true) {
      in.blanks();
      if (in.atEnd()) {
        if (openMetrics) {
          throw in.problem("end of text", "\"# EOF\" at the end of OpenMetrics");
        }
        return null;
      }
      if (in.atLineEnd()) {
        in.nextLine();
      } else if (in.here() != '#') {
        sample();
        return Entry.SAMPLE;
      } else {
        in.take('#');
        in.blanks();
        if (openMetrics && in.take("EOF")) {
          end();
          return null;
        }
        Entry entry = described();
        in.restOfLine();
        in.nextLine();
        if (entry != null) {
          return entry;
        }
      }
    }
  }

  /** Of a description: the family it is about. */
  String family() {
    return family;
  }

  /** Of a description: what it says. */
  String text() {
    return text;
  }

  /** Of a sample: name and labels as they stand in the text. */
  String series() {
    return series;
  }

  /** Of a sample: its labels with the metric's name; a copy. */
  SortedMap<String, String> labels() {
    return new TreeMap<>(labels);
  }

  double value() {
    return value;
  }

  boolean hasTime() {
    return hasTime;
  }

  long timeMillis() {
    return timeMillis;
  }

  private void end() {
    if (!in.atEnd()) {
      in.nextLine();
    }
    if (!in.atEnd()) {
      throw in.problem("text after # EOF", "nothing");
    }
  }

  private @Nullable Entry described() {
    Entry entry =
        in.take("TYPE ")
            ? Entry.TYPE
            : in.take("HELP ") ? Entry.HELP : openMetrics && in.take("UNIT ") ? Entry.UNIT : null;
    if (entry == null) {
      return null;
    }
    in.blanks();
    family = in.here() == '"' ? in.quoted() : in.name(true);
    in.blanks();
    int start = in.position();
    in.restOfLine();
    text = in.since(start).stripTrailing();
    switch (entry) {
      case TYPE -> {
        text = text.equals("untyped") ? "unknown" : text;
        typedFamily = family;
        type = text;
      }
      case HELP -> text = LineCursor.unescaped(text);
      case UNIT, SAMPLE -> {}
    }
    return entry;
  }

  private void sample() {
    labels.clear();
    int start = in.position();
    if (in.here() != '{') {
      labels.put(Labels.NAME, in.name(true));
    }
    int end = in.position();
    in.blanks();
    if (in.take('{')) {
      labelPairs();
      end = in.position();
    }
    series = in.since(start).substring(0, end - start);
    if (!labels.containsKey(Labels.NAME)) {
      throw in.problem(series, "a metric name");
    }
    normalizeBounds();
    in.blanks();
    value = number(in.word("a value"));
    in.blanks();
    hasTime = !in.atLineEnd() && in.here() != '#';
    if (hasTime) {
      timeMillis = time(in.word("a time"));
      in.blanks();
    }
    if (openMetrics && in.take('#')) {
      in.blanks();
      in.expect('{');
      in.restOfLine();
    }
    in.nextLine();
  }

  /** From behind the opening brace to behind the closing one. */
  private void labelPairs() {
    in.blanks();
    while (!in.take('}')) {
      boolean quoted = in.here() == '"';
      String name = quoted ? in.quoted() : in.name(false);
      in.blanks();
      String label = name;
      String labelValue;
      if (quoted && in.here() != '=') {
        label = Labels.NAME;
        labelValue = name;
      } else {
        in.expect('=');
        in.blanks();
        labelValue = in.quoted();
      }
      if (labels.put(label, labelValue) != null) {
        throw in.problem("label " + label + " twice", "each label once");
      }
      in.blanks();
      if (!in.take(',') && in.here() != '}') {
        throw in.unexpected("',' or '}'");
      }
      in.blanks();
    }
  }

  private void normalizeBounds() {
    String bound =
        switch (type) {
          case "histogram", "gaugehistogram" -> "le";
          case "summary" -> "quantile";
          default -> "";
        };
    String raw = bound.isEmpty() ? null : labels.get(bound);
    String name = labels.getOrDefault(Labels.NAME, "");
    if (raw != null && name.startsWith(typedFamily)) {
      labels.put(bound, GoFloats.openMetrics(number(raw)));
    }
  }

  private double number(String word) {
    try {
      return GoFloats.parse(word);
    } catch (NumberFormatException e) {
      throw in.problem(word, "a number");
    }
  }

  private long time(String word) {
    try {
      return openMetrics ? Math.round(GoFloats.parse(word) * 1000) : Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw in.problem(word, openMetrics ? "a time in seconds" : "a time in milliseconds");
    }
  }
}
