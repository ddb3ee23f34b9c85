// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in the words of an author of YAML what the parser found. */
final class SyntaxErrors {

  private static final Pattern BAD_START =
      Pattern.compile("found character '?(.+?)'? that cannot start any token.*");
  private static final Pattern BAD_ESCAPE =
      Pattern.compile("found unknown escape character (.+?)(?:\\(.*\\))?");
  private static final Pattern UNDEFINED = Pattern.compile("found undefined alias (.*)");

  private SyntaxErrors() {}

  static Problem problemOf(String file, String text, YamlEngineException error) {
    return switch (error) {
      case GuardedParser.Exceeded e -> tooMuch(place(file, e.mark, Optional.empty()), e.what);
      case ReaderException e -> unprintable(file, text, e);
      case MarkedYamlEngineException e -> marked(file, e);
      default -> new Problem.Syntax(Place.wholeFile(file), oneLine(error), "");
    };
  }

  /** An anchor whose value holds an alias of itself. */
  static Problem cycle(Place place) {
    return new Problem.Syntax(
        place, "an alias inside its own anchor (expected: no circle)", "Fix: write it out");
  }

  static Problem tooMuch(Place place, String what) {
    return new Problem.TooMuch(place, what, "Fix: split the file or write less of it");
  }

  private static Problem unprintable(String file, String text, ReaderException error) {
    int end = text.offsetByCodePoints(0, Math.min(error.getPosition(), text.length()));
    return new Problem.Syntax(
        Utf8.endOf(file, text.substring(0, end)),
        String.format(
            "a control character, U+%04X (expected: printable text)", error.getCodePoint()),
        "Fix: remove it");
  }

  private static Problem marked(String file, MarkedYamlEngineException error) {
    var problem = String.valueOf(error.getProblem());
    var here = place(file, error.getProblemMark(), error.getContextMark());
    var opening = place(file, error.getContextMark(), error.getProblemMark());
    var start = BAD_START.matcher(problem);
    if (start.matches()) {
      return start.group(1).contains("TAB")
          ? new Problem.Syntax(here, "a tab (expected: spaces)", "Fix: indent with spaces")
          : new Problem.Syntax(
              here,
              "a value that starts with " + start.group(1) + " (expected: quotes around it)",
              "Fix: put it in quotes");
    }
    var alias = UNDEFINED.matcher(problem);
    if (alias.matches()) {
      var name = alias.group(1);
      return new Problem.Syntax(
          here,
          "*" + name + " (expected: an anchor &" + name + " above it)",
          "Fix: put it in quotes if it is text");
    }
    if (problem.contains("mapping values are not allowed here")) {
      return new Problem.Syntax(
          here,
          "a second key on one line, or deeper than its neighbours (expected: one key: value)",
          "Fix: put a text that holds ': ' in quotes, or correct the indentation");
    }
    if (problem.contains("could not find expected ':'")) {
      return new Problem.Syntax(
          opening, "a line without a colon (expected: key: value)", "Fix: add the colon");
    }
    var escape = BAD_ESCAPE.matcher(problem);
    if (escape.matches()) {
      return new Problem.Syntax(
          here,
          "\\" + escape.group(1) + " in double quotes (expected: an escape of YAML, such as \\n)",
          "Fix: use single quotes, or write \\\\");
    }
    if (problem.contains("stream end")
        || problem.contains("end of stream")
        || problem.contains("document separator")
        || problem.contains("<document start>")) {
      return new Problem.Syntax(
          opening, "opened here and never closed (expected: its end)", "Fix: close it");
    }
    if (problem.contains("expected ',' or")) {
      return new Problem.Syntax(
          here,
          "a list or map goes on without a comma (expected: ',' or its end)",
          "Fix: put a text that holds ':' in quotes, or close it");
    }
    if (problem.contains("expected <block end>")) {
      return new Problem.Syntax(
          here, "does not fit the lines above (expected: the same indentation)", "Fix: align it");
    }
    return new Problem.Syntax(here, oneLine(error), "");
  }

  private static Place place(String file, Optional<Mark> first, Optional<Mark> second) {
    return first
        .or(() -> second)
        .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Place.wholeFile(file));
  }

  private static String oneLine(YamlEngineException error) {
    var text =
        error instanceof MarkedYamlEngineException marked
            ? marked.getProblem()
            : error.getMessage();
    var what = String.valueOf(text).lines().findFirst().orElse("unreadable");
    return what + " (expected: YAML 1.2)";
  }
}
