// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, or with its run, in one line and the way to fix it. */
final class Mistakes {

  private Mistakes() {}

  static int usage(ParameterException problem, Terminal terminal) {
    CommandLine line = problem.getCommandLine();
    if (!(problem instanceof UnmatchedArgumentException) && hasCommands(line)) {
      line.usage(terminal.err());
      return Exit.USAGE;
    }
    if (problem instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      terminal.err().println("ballast: " + unknown(unmatched.getUnmatched().getFirst(), line));
    } else {
      terminal.err().println("ballast: " + problem.getMessage());
    }
    terminal.err().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  static int failure(Exception problem, Terminal terminal) {
    if (problem instanceof CommandFailure failure) {
      terminal.err().println("ballast: " + failure.getMessage());
      return failure.exitCode();
    }
    terminal.err().println("ballast: this is a bug: " + problem);
    problem.printStackTrace(terminal.err());
    return Exit.INTERNAL;
  }

  private static boolean hasCommands(CommandLine line) {
    return !line.getSubcommands().isEmpty();
  }

  private static String unknown(String word, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    boolean flag = word.startsWith("-");
    String name = flag && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    boolean command = !flag && !spec.subcommands().isEmpty();
    List<String> known =
        flag
            ? spec.options().stream().flatMap(o -> Stream.of(o.names())).toList()
            : List.copyOf(spec.subcommands().keySet());
    String what = flag ? "unknown flag " : command ? "unknown command " : "unexpected argument ";
    return what
        + name
        + nearest(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
  }

  /**
   * The known name with the fewest edits, when at most a third of the word (at least 2) differs.
   */
  static Optional<String> nearest(String word, List<String> known) {
    int most = Math.max(2, word.length() / 3);
    return known.stream()
        .filter(name -> edits(word, name) <= most)
        .min(Comparator.<String>comparingInt(name -> edits(word, name)).thenComparing(n -> n));
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + swap);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
