// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.ast.DurationText;
import dev.ballast.promql.ast.StringText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads promqltest scripts (prometheus/prometheus, {@code promql/promqltest/README.md}), old forms
 * included. A blank line or comment ends a block.
 */
final class ScriptParser {

  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+))\\s+(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(\\S+)"
              + "\\s+(.+)");
  private static final Pattern EXPECT =
      Pattern.compile(
          "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
  private static final Pattern RANGE_VECTOR =
      Pattern.compile("expect range vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)");
  private static final String STRING = "expect string";

  private final List<String> lines;
  private int at;

  private ScriptParser(List<String> lines) {
    this.lines = lines;
  }

  static List<Command> parse(String script) {
    List<String> lines = new ArrayList<>();
    script.lines().map(String::strip).forEach(l -> lines.add(l.startsWith("#") ? "" : l));
    return new ScriptParser(lines).commands();
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      int number = at + 1;
      if (line.isEmpty()) {
        continue;
      }
      String word = line.split("[\\t ]+", 2)[0].toLowerCase(Locale.ROOT);
      try {
        if (word.equals("clear")) {
          commands.add(new Command.Clear(number));
        } else if (word.startsWith("load")) {
          commands.add(load(line));
        } else if (word.startsWith("eval")) {
          commands.add(eval(line));
        } else {
          commands.add(new Command.Broken(number, line, "unknown command"));
        }
      } catch (IllegalArgumentException e) {
        commands.add(new Command.Broken(number, line, String.valueOf(e.getMessage())));
      }
    }
    return commands;
  }

  /** The lines up to the next blank one; the cursor stays on the last of them. */
  private List<String> block() {
    List<String> block = new ArrayList<>();
    while (at + 1 < lines.size() && !lines.get(at + 1).isEmpty()) {
      block.add(lines.get(++at));
    }
    return block;
  }

  private Command load(String line) {
    int number = at + 1;
    List<String> block = block();
    Matcher load = LOAD.matcher(line);
    if (!load.matches()) {
      throw new IllegalArgumentException("load needs a step: " + line);
    }
    List<Command.Series> series = new ArrayList<>();
    boolean startTimes = false;
    for (String definition : block) {
      if (definition.split("[\\t ]", 2)[0].endsWith("@st")) {
        startTimes = true;
      } else {
        series.add(SeriesLine.parse(definition));
      }
    }
    return new Command.Load(
        number, duration(load.group(2)), load.group(1) != null, startTimes, series);
  }

  private static long duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("no duration: " + text));
  }

  private Command eval(String line) {
    int number = at + 1;
    List<String> block = block();
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    String query;
    String mode;
    Command.Times times;
    if (instant.matches()) {
      long time = duration(instant.group(2));
      times = new Command.Times(false, time, time, 1);
      query = instant.group(3);
      mode = instant.group(1);
    } else if (range.matches()) {
      times =
          new Command.Times(
              true, duration(range.group(2)), duration(range.group(3)), duration(range.group(4)));
      query = range.group(5);
      mode = range.group(1);
    } else {
      throw new IllegalArgumentException("eval needs its times: " + line);
    }
    Expected expected = new Expected(String.join("\n", block));
    expected.mode(mode == null ? "" : mode);
    block.forEach(expected::line);
    return new Command.Eval(number, query, times, expected.done());
  }

  /** Collects what the lines of an eval block say. */
  private static final class Expected {

    private final String text;
    private final List<Command.Series> series = new ArrayList<>();
    private final List<Command.Text> warn = new ArrayList<>();
    private final List<Command.Text> info = new ArrayList<>();
    private @Nullable Double scalar;
    private @Nullable String string;
    private Command.@Nullable Times rangeVector;
    private Command.@Nullable Text fail;
    private boolean ordered;
    private boolean noWarn;
    private boolean noInfo;

    Expected(String text) {
      this.text = text;
    }

    void mode(String mode) {
      expect(mode, Command.Text.ANY);
    }

    void line(String line) {
      Matcher vector = RANGE_VECTOR.matcher(line);
      Matcher expect = EXPECT.matcher(line);
      OptionalDouble number = FloatText.parse(line);
      if (line.startsWith("expected_fail_message")) {
        fail = new Command.Text(line.substring("expected_fail_message".length()).strip(), null);
      } else if (line.startsWith("expected_fail_regexp")) {
        fail = pattern(line.substring("expected_fail_regexp".length()).strip());
      } else if (vector.matches()) {
        rangeVector =
            new Command.Times(
                true,
                duration(vector.group(1)),
                duration(vector.group(2)),
                duration(vector.group(3)));
      } else if (line.startsWith(STRING + " ")) {
        string = StringText.unquote(line.substring(STRING.length() + 1).strip());
      } else if (expect.matches()) {
        expect(expect.group(1), message(expect.group(2), expect.group(3)));
      } else if (number.isPresent()) {
        scalar = number.getAsDouble();
      } else {
        series.add(SeriesLine.parse(line));
      }
    }

    private static Command.Text message(@Nullable String kind, @Nullable String text) {
      if (kind == null || text == null) {
        return Command.Text.ANY;
      }
      return kind.equals("msg") ? new Command.Text(text.strip(), null) : pattern(text.strip());
    }

    private static Command.Text pattern(String regex) {
      try {
        return new Command.Text(null, Pattern.compile(regex));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("bad pattern " + regex, e);
      }
    }

    private void expect(String what, Command.Text text) {
      switch (what) {
        case "ordered" -> ordered = true;
        case "fail" -> fail = text;
        case "warn" -> warn.add(text);
        case "info" -> info.add(text);
        case "no_warn" -> noWarn = true;
        case "no_info" -> noInfo = true;
        default -> {}
      }
    }

    Command.Expectation done() {
      return new Command.Expectation(
          text, series, scalar, string, rangeVector, ordered, fail, warn, info, noWarn, noInfo);
    }
  }
}
