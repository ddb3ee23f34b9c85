// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which databases a command is about, and how their refusals end it. */
final class ReplicationOptions {

  @Parameters(
      paramLabel = "FILE",
      description = "A file or folder with a resource of kind Replication.")
  private Path file = Path.of("replication.yaml");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which Replication, where there are several.")
  private String name = "";

  Replication read(Strategy strategy) {
    Replication found = read();
    if (found.strategy() != strategy) {
      throw CommandFailure.usage(
          found.name()
              + ": strategy "
              + word(found.strategy())
              + " (expected: "
              + word(strategy)
              + "). "
              + (strategy == Strategy.MULTI
                  ? "Fix: a leader's followers are set up by pg_basebackup; ask for its status"
                  : "Fix: nodes that all take writes need no promotion"));
    }
    return found;
  }

  Replication read() {
    var reading = ConfigurationReader.readReplications(List.of(file), QueryChecker.NONE);
    if (!reading.errors().isEmpty()) {
      throw CommandFailure.usage(
          reading.errors().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    List<Replication> all =
        reading.replications().stream()
            .filter(r -> name.isEmpty() || r.name().equals(name))
            .toList();
    if (all.size() == 1) {
      return all.getFirst();
    }
    String names =
        reading.replications().stream().map(Replication::name).collect(Collectors.joining(", "));
    throw CommandFailure.usage(
        file
            + ": "
            + (name.isEmpty() ? all.size() + " resources of kind Replication" : "no " + name)
            + " (expected: one"
            + (names.isEmpty() ? "" : " of " + names)
            + "). Fix: "
            + (names.isEmpty() ? "see docs/configuration/replication.md" : "name it with --name"));
  }

  /** The node that an option names. */
  static Replica node(Replication replication, String option, String wanted) {
    List<String> known = replication.nodes().stream().map(Replica::name).toList();
    return replication.nodes().stream()
        .filter(n -> n.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "%s: %s (expected: one of %s)%s"
                        .formatted(
                            option,
                            wanted,
                            String.join(", ", known),
                            Nearest.to(wanted, known)
                                .map(near -> ". Write: " + option + " " + near)
                                .orElse(""))));
  }

  static Secrets secrets(Terminal terminal) {
    return new Secrets(terminal.environment()::get);
  }

  /** What a database says, as an exit code: 1 it refused, 3 no way there. */
  static <R> R told(Supplier<R> action) {
    try {
      return action.get();
    } catch (DatabaseException e) {
      throw new CommandFailure(
          e.reached() ? Exit.BAD : Exit.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private static String word(Strategy strategy) {
    return strategy.name().toLowerCase(java.util.Locale.ROOT);
  }
}
