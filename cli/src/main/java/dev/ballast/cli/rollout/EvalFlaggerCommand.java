// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.rollout.FlaggerCase.Content;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval flagger}: Flagger's own files, read and run. */
@Command(
    name = "flagger",
    description = "Read a folder of Flagger's resources and run every canary in it, both ways.",
    footer = {
      "",
      "Each canary runs on the production machine with a simulated cluster: to Succeeded with healthy",
      "metrics, to Failed with bad ones, and once more for each step at which its controller is",
      "killed. What no metric can stop is listed with what can. A file in which nothing is wrong but",
      "missing keys is a fragment: it is read, not run. Files below a folder named invalid have to be",
      "rejected, all others accepted. Exit codes: 0 all is right, 1 something is not, 2 no files."
    })
public final class EvalFlaggerCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder with YAML files, at any depth.")
  private Path directory = Path.of(".");

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalFlaggerCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws IOException {
    List<FlaggerCase> cases =
        files().stream().map(file -> FlaggerCase.of(directory, file)).toList();
    output.print(terminal, document(cases), () -> text(cases, terminal.style()));
    return cases.stream().allMatch(FlaggerCase::right) ? Exit.OK : Exit.BAD;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.ya?ml"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw CommandFailure.usage(
            "DIR: " + directory + " (expected: a folder with *.yaml or *.yml files)");
      }
      return files;
    }
  }

  private static long count(List<FlaggerCase> cases, Predicate<FlaggerCase> which) {
    return cases.stream().filter(which).count();
  }

  private static Predicate<FlaggerCase> ends(boolean healthy, String word) {
    return one ->
        !one.trials().isEmpty()
            && one.trials().stream()
                .map(trial -> healthy ? trial.healthy() : trial.bad())
                .allMatch(phase -> phase.word().equals(word));
  }

  private static boolean hasOwn(FlaggerCase one) {
    return one.trials().stream().anyMatch(trial -> !trial.own().isEmpty());
  }

  private ObjectNode document(List<FlaggerCase> cases) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "flagger");
    document.put("directory", directory.toString());
    document.putNull("seed");
    document.put("commit", installation.commit());
    long passed = count(cases, FlaggerCase::right);
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", cases.size());
    totals.put("passed", passed);
    totals.put("failed", cases.size() - passed);
    totals.put("excluded", 0);
    totals.put("canaries", count(cases, one -> !one.trials().isEmpty()));
    totals.put("succeeded_when_healthy", count(cases, ends(true, "Succeeded")));
    totals.put("failed_when_bad", count(cases, ends(false, "Failed")));
    totals.put("own_outcome", count(cases, EvalFlaggerCommand::hasOwn));
    totals.put("fragments", count(cases, one -> one.content() == Content.FRAGMENT));
    totals.put("templates", count(cases, one -> one.content() == Content.TEMPLATE));
    totals.put("providers", count(cases, one -> one.content() == Content.PROVIDER));
    totals.put("rejected", count(cases, one -> !one.accepted()));
    totals.put("killed_steps", cases.stream().mapToLong(FlaggerCase::killed).sum());
    ArrayNode files = document.putArray("files");
    for (FlaggerCase one : cases) {
      ObjectNode file = files.addObject();
      file.put("file", one.file());
      file.put("content", one.content().name().toLowerCase(Locale.ROOT));
      file.put("outcome", outcome(one));
      file.put("expected", one.expected());
      file.put("right", one.right());
      file.put("where", one.where());
      file.put("text", one.text());
      ArrayNode healthy = file.putArray("healthy");
      one.trials().forEach(trial -> healthy.add(trial.healthy().word()));
      ArrayNode bad = file.putArray("bad");
      one.trials().forEach(trial -> bad.add(trial.bad().word()));
      file.put("killed_steps", one.killed());
    }
    return document;
  }

  private static String outcome(FlaggerCase one) {
    return one.accepted() ? "accepted" : "rejected";
  }

  private static String text(List<FlaggerCase> cases, Style style) {
    Table table = Table.of("FILE", "IS", "OUTCOME", "HEALTHY", "BAD");
    StringBuilder notes = new StringBuilder();
    for (FlaggerCase one : cases) {
      table.row(
          one.file(),
          one.content().name().toLowerCase(Locale.ROOT),
          outcome(one),
          ends(one, true),
          ends(one, false));
      if (!one.right()) {
        notes.append("wrong: ").append(noted(one));
      } else if (hasOwn(one) || !one.accepted()) {
        notes.append(hasOwn(one) ? "own outcome: " : "rightly rejected: ").append(noted(one));
      }
    }
    long canaries = count(cases, one -> !one.trials().isEmpty());
    long own = count(cases, EvalFlaggerCommand::hasOwn);
    return table.render(style)
        + notes
        + "%d of %d canaries succeed when healthy, %d of the %d that metrics can stop fail when bad\n"
            .formatted(
                count(cases, ends(true, "Succeeded")),
                canaries,
                count(cases, ends(false, "Failed")),
                canaries - own)
        + "%d have an outcome of their own, %d fragments, %d templates and %d alert providers are read\n"
            .formatted(
                own,
                count(cases, one -> one.content() == Content.FRAGMENT),
                count(cases, one -> one.content() == Content.TEMPLATE),
                count(cases, one -> one.content() == Content.PROVIDER))
        + "killed at %d steps, every one resumed to the same end unless it is listed above\n"
            .formatted(cases.stream().mapToLong(FlaggerCase::killed).sum())
        + "%d of %d files are right\n".formatted(count(cases, FlaggerCase::right), cases.size());
  }

  private static String noted(FlaggerCase one) {
    String place = one.where().isEmpty() ? "" : ":" + one.where();
    return one.file() + place + ": " + one.text() + "\n";
  }

  private static String ends(FlaggerCase one, boolean healthy) {
    return one.trials().stream()
        .map(trial -> (healthy ? trial.healthy() : trial.bad()).word())
        .collect(Collectors.joining(", "));
  }
}
