// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import dev.ballast.model.yaml.Nearest;
import dev.ballast.model.yaml.QueryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a trigger's metadata; every problem is found at once. */
final class QuestionReader {

  /** Where a token comes from an environment variable of the scaled workload. */
  static final String TOKEN = "tokenFromEnv";

  /** What KEDA wants for itself. */
  private static final Set<String> OF_KEDA =
      Set.of(
          "scalerAddress", "enableTLS", "unsafeSsl", "caCert", "tlsCertFile", "useCachedMetrics");

  private static final Set<String> OURS =
      Set.of(
          "query",
          "dataSource",
          "horizon",
          "quantile",
          "history",
          "step",
          "season",
          "target",
          "activation",
          "metricName",
          TOKEN);

  private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern METRIC = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?");
  private static final int MOST_VALUES = 11_000;
  private static final int MOST_STEPS = 1_000;
  private static final int LONGEST_QUERY = 8_192;

  private final QueryChecker queries;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> metadata;

  private QuestionReader(Map<String, String> metadata, QueryChecker queries) {
    this.metadata = new TreeMap<>(metadata);
    this.queries = queries;
  }

  /** Metadata that is wrong, with all that is. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    Invalid(List<String> problems) {
      super(String.join("\n", problems), null, false, false);
    }
  }

  /**
   * The question.
   *
   * @throws Invalid when anything is wrong
   */
  static Question read(Map<String, String> metadata, QueryChecker queries) {
    return new QuestionReader(metadata, queries).read();
  }

  private Question read() {
    unknown();
    Duration step = duration("step", "10m", Duration.ofSeconds(10), Duration.ofDays(1));
    Duration history = duration("history", "28d", Duration.ofMinutes(30), Duration.ofDays(400));
    Duration horizon = duration("horizon", "5m", Duration.ofSeconds(10), Duration.ofDays(7));
    Duration season = season(step, history);
    limit("history", history.dividedBy(step), MOST_VALUES);
    limit("horizon", horizon.dividedBy(step), MOST_STEPS);
    Question question =
        new Question(
            new Question.Look(query(), value("dataSource", ""), history, step, season),
            horizon,
            number("quantile", "0.9", 0, 1, "a number between 0 and 1, both excluded"),
            required("target", "what one replica can take, such as 50")
                ? number("target", "", 0, Double.MAX_VALUE, "a number above 0")
                : 1,
            activation(),
            metric());
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return question;
  }

  private void unknown() {
    for (String key : metadata.keySet()) {
      if (!OURS.contains(key) && !OF_KEDA.contains(key)) {
        String hint = Nearest.to(key, OURS).map(near -> ". Write: " + near).orElse("");
        problem(key, "unknown key", "one of " + String.join(", ", new TreeSet<>(OURS)), hint);
      }
    }
  }

  private String query() {
    String query = value("query", "");
    if (required("query", "PromQL of the load, such as sum(rate(requests_total[2m]))")) {
      if (query.length() > LONGEST_QUERY) {
        problem("query", query.length() + " characters", "at most " + LONGEST_QUERY, "");
      } else {
        queries.problemOf(query).ifPresent(said -> problem("query", said, "PromQL", ""));
      }
    }
    return query;
  }

  private String metric() {
    String name = value("metricName", "ballast-forecast");
    if (!METRIC.matcher(name).matches()) {
      String rule = "1 to 100 lower-case letters, digits, '-', '_' or '.'";
      problem("metricName", quoted(name), rule, "");
    }
    return name;
  }

  private double activation() {
    String text = value("activation", "0");
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the rule.
    }
    problem("activation", quoted(text), "a number >= 0", "");
    return 0;
  }

  private Duration season(Duration step, Duration history) {
    if (value("season", "").isEmpty()) {
      return Duration.ZERO;
    }
    Duration season = duration("season", "", step.multipliedBy(2), Duration.ofDays(366));
    if (season.toMillis() % step.toMillis() != 0) {
      problem("season", value("season", ""), "a multiple of step", "");
    } else if (season.multipliedBy(2).compareTo(history) > 0) {
      problem("season", value("season", ""), "at most half of history", "");
    }
    return season;
  }

  private Duration duration(String key, String otherwise, Duration least, Duration most) {
    String text = value(key, otherwise);
    long seconds = seconds(text);
    if (seconds >= least.toSeconds() && seconds <= most.toSeconds()) {
      return Duration.ofSeconds(seconds);
    }
    String rule =
        "a duration such as 90s, 5m, 1h30m or 7d, from %d s to %d s"
            .formatted(least.toSeconds(), most.toSeconds());
    problem(key, quoted(text), rule, "");
    return otherwise.isEmpty() ? least : Duration.ofSeconds(seconds(otherwise));
  }

  /** -1 when it is no duration. */
  private static long seconds(String text) {
    Matcher part = PART.matcher(text);
    long seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds += Long.parseLong(part.group(1)) * unit(part.group(2).charAt(0));
      end = part.end();
    }
    return end == 0 || end != text.length() ? -1 : seconds;
  }

  private static long unit(char unit) {
    return switch (unit) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      case 'd' -> 86_400;
      default -> 7 * 86_400;
    };
  }

  private double number(String key, String otherwise, double above, double below, String rule) {
    String text = value(key, otherwise);
    try {
      double value = Double.parseDouble(text);
      if (value > above && value < below) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the rule.
    }
    problem(key, quoted(text), rule, "");
    return 0.5;
  }

  private void limit(String key, long steps, long most) {
    if (steps > most) {
      problem(key, steps + " steps", "at most " + most, ". Fix: a longer step");
    }
  }

  private boolean required(String key, String rule) {
    if (value(key, "").isEmpty()) {
      problem(key, "missing", rule, "");
      return false;
    }
    return true;
  }

  private String value(String key, String otherwise) {
    String value = metadata.getOrDefault(key, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private void problem(String key, String what, String rule, String hint) {
    problems.add("metadata." + key + ": " + what + " (expected: " + rule + ")" + hint);
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 59) + "…" : text) + '"';
  }
}
