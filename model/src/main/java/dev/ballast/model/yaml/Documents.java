// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The documents of one file as trees of nodes with marks. After a syntax error, reading goes on at
 * the next document, so one broken document does not hide the problems of the others.
 *
 * @param roots the documents that could be read, in order
 * @param broken the text of those that could not, for guessing which names they hold
 */
record Documents(List<Node> roots, String broken) {

  private static final int RESTARTS = 20;

  Documents {
    roots = List.copyOf(roots);
  }

  static Documents of(String file, String text, Limits limits, Consumer<Problem> report) {
    var roots = new ArrayList<Node>();
    var broken = new StringBuilder();
    var rest = text;
    for (int i = 0; i <= RESTARTS && !rest.isBlank(); i++) {
      int stopped = compose(file, rest, limits, roots, report);
      if (stopped == 0) {
        break;
      }
      int from = documentBefore(rest, stopped);
      int next = documentAfter(rest, stopped);
      broken.append(rest, from, next).append('\n');
      rest = blank(rest, next);
    }
    return new Documents(roots, broken.toString());
  }

  /** Composes up to the first error; returns its line from 1, or 0 when there was none. */
  private static int compose(
      String file, String text, Limits limits, List<Node> roots, Consumer<Problem> report) {
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      var composer = new Composer(settings, new GuardedParser(parser, limits));
      while (composer.hasNext()) {
        var root = composer.next();
        var problem = Expansion.problemOf(file, root, limits);
        problem.ifPresentOrElse(report, () -> roots.add(root));
      }
      return 0;
    } catch (YamlEngineException e) {
      var problem = SyntaxErrors.problemOf(file, text, e);
      report.accept(problem);
      int line = problem instanceof Problem.TooMuch ? 0 : lastLine(e, problem);
      return line == 0 ? lines(text) : line;
    }
  }

  /** Where the parser stopped, which may be far below where the problem is shown. */
  private static int lastLine(YamlEngineException error, Problem problem) {
    return error instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(problem.place().line())
        : problem.place().line();
  }

  private static int lines(String text) {
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }

  /** Where the document that ends at a line, or goes on there, starts. */
  private static int documentBefore(String text, int line) {
    int from = 0;
    int at = 0;
    for (int i = 1; i < line && at < text.length(); i++) {
      if (text.startsWith("---", at)) {
        from = at;
      }
      at = endOfLine(text, at);
    }
    return from;
  }

  /**
   * Where the next document starts, at the line where the parser stopped or below; the end of the
   * text when there is none. Text before it is passed, so the parser does not stop there again.
   */
  private static int documentAfter(String text, int line) {
    int at = 0;
    for (int i = 1; at < text.length(); i++) {
      if (i >= line && text.startsWith("---", at) && !text.substring(0, at).isBlank()) {
        return at;
      }
      at = endOfLine(text, at);
    }
    return text.length();
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  /** The text with everything before an index replaced by its line breaks, to keep the marks. */
  private static String blank(String text, int index) {
    var lines = text.substring(0, index).chars().filter(c -> c == '\n').count();
    return "\n".repeat((int) lines) + text.substring(index);
  }
}
