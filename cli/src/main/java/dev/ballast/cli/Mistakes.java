// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, or with its run, in one line and the way to fix it. */
final class Mistakes {

  private static final Pattern WRONG_CONSTANT =
      Pattern.compile(
          "Invalid value for option '(.*)': expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'");

  private Mistakes() {}

  static int usage(ParameterException problem, Terminal terminal) {
    CommandLine line = problem.getCommandLine();
    if (!(problem instanceof UnmatchedArgumentException) && isOnlyAName(line)) {
      line.usage(terminal.err());
      return Exit.USAGE;
    }
    if (problem instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      terminal.err().println("ballast: " + unknown(unmatched.getUnmatched().getFirst(), line));
    } else {
      terminal.err().println("ballast: " + reworded(String.valueOf(problem.getMessage())));
    }
    terminal.err().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  /** A wrong constant as every other wrong value is told, in the case that the help shows. */
  private static String reworded(String message) {
    Matcher wrong = WRONG_CONSTANT.matcher(message);
    return wrong.matches()
        ? "%s: %s (expected: one of %s)"
            .formatted(wrong.group(1), wrong.group(3), wrong.group(2).toLowerCase(Locale.ROOT))
        : message;
  }

  static int failure(Exception problem, Terminal terminal) {
    if (problem instanceof CommandFailure failure) {
      terminal.err().println("ballast: " + failure.getMessage());
      return failure.exitCode();
    }
    if (problem instanceof IOException || problem instanceof UncheckedIOException) {
      terminal.err().println("ballast: cannot read or write: " + problem.getMessage());
      return Exit.UNREACHABLE;
    }
    terminal.err().println("ballast: this is a bug: " + problem);
    problem.printStackTrace(terminal.err());
    return Exit.INTERNAL;
  }

  /** Whether it does nothing itself, so that what is missing is one of its commands. */
  private static boolean isOnlyAName(CommandLine line) {
    return !line.getSubcommands().isEmpty()
        && !(line.getCommand() instanceof Callable<?>)
        && !(line.getCommand() instanceof Runnable);
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
        + Nearest.to(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
  }
}
