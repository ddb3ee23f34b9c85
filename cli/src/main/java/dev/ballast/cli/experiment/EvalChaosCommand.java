// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.chaos.ChaosFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval chaos}: other tools' files, read value by value. */
@Command(
    name = "chaos",
    description = "Read a folder of chaos experiments of other tools and account for every value.",
    footer = {
      "",
      "Folders below DIR named chaostoolkit, chaos-mesh, litmus, aws-fis, krkn and hyperfoil are",
      "read. Values are counted by a second reader that shares nothing with the first: what the",
      "report has no line for is silently dropped. And each value that is said to be mapped or",
      "approximated is changed, one at a time: when the experiment stays the same, the claim was",
      "idle. Every resource that is written is read again. Exit codes: 0 nothing is dropped, idle",
      "or wrong, 1 something is, 2 no files."
    })
public final class EvalChaosCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder with a folder for each format.")
  private Path directory = Path.of(".");

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "The service that faults hit. Default: what labels say.")
  private String service = "";

  @Option(names = "--show-files", description = "A line for each file.")
  private boolean showFiles;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalChaosCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    Map<ChaosFormat, List<ChaosCase>> sets = new LinkedHashMap<>();
    for (ChaosFormat format : ChaosFormat.values()) {
      List<ChaosCase> cases = new ArrayList<>();
      for (Path file : files(directory.resolve(format.word()))) {
        cases.add(ChaosCase.of(directory, file, format, service));
      }
      if (!cases.isEmpty()) {
        sets.put(format, cases);
      }
    }
    if (sets.isEmpty()) {
      throw CommandFailure.usage(
          "DIR: " + directory + " (expected: a folder with chaostoolkit, chaos-mesh, … in it)");
    }
    output.print(terminal, document(sets), () -> text(sets, terminal.style()));
    boolean good = sets.values().stream().flatMap(List::stream).allMatch(ChaosCase::right);
    return good ? Exit.OK : Exit.BAD;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
          .sorted()
          .toList();
    }
  }

  private static long sum(List<ChaosCase> cases, ToLongFunction<ChaosCase> of) {
    return cases.stream().mapToLong(of).sum();
  }

  private static long count(List<ChaosCase> cases, ChaosCase.Outcome outcome) {
    return cases.stream().filter(one -> one.outcome() == outcome).count();
  }

  private ObjectNode document(Map<ChaosFormat, List<ChaosCase>> sets) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "chaos");
    document.put("directory", directory.toString());
    document.putNull("seed");
    document.put("commit", installation.commit());
    List<ChaosCase> all = sets.values().stream().flatMap(List::stream).toList();
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", all.size());
    totals.put("passed", all.stream().filter(ChaosCase::right).count());
    totals.put("failed", all.stream().filter(one -> !one.right()).count());
    totals.put("excluded", 0);
    ArrayNode list = document.putArray("sets");
    sets.forEach((format, cases) -> add(list.addObject(), format.word(), cases));
    ArrayNode files = document.putArray("files");
    for (ChaosCase one : all) {
      ObjectNode file = files.addObject();
      file.put("file", one.file());
      file.put("outcome", one.outcome().word());
      file.put("right", one.right());
      file.put("values", one.values());
      file.put("mapped", one.mapped());
      file.put("approximated", one.approximated());
      file.put("not_mapped", one.lost());
      file.put("text", one.text());
      one.dropped().forEach(file.putArray("silently_dropped")::add);
      one.idle().forEach(file.putArray("idle")::add);
    }
    return document;
  }

  private static void add(ObjectNode set, String name, List<ChaosCase> cases) {
    set.put("set", name);
    set.put("files", cases.size());
    set.put("runs_here", count(cases, ChaosCase.Outcome.RUNS));
    set.put("in_part", count(cases, ChaosCase.Outcome.PARTLY));
    set.put("refused", count(cases, ChaosCase.Outcome.REFUSED));
    set.put("values", sum(cases, ChaosCase::values));
    set.put("mapped", sum(cases, ChaosCase::mapped));
    set.put("approximated", sum(cases, ChaosCase::approximated));
    set.put("not_mapped", sum(cases, ChaosCase::lost));
    set.put("silently_dropped", sum(cases, one -> one.dropped().size()));
    set.put("claims_tried", sum(cases, ChaosCase::tried));
    set.put("claims_idle", sum(cases, one -> one.idle().size()));
  }

  private String text(Map<ChaosFormat, List<ChaosCase>> sets, Style style) {
    Table table =
        Table.of(
            "SET",
            ">FILES",
            ">RUN",
            ">IN PART",
            ">REFUSED",
            ">VALUES",
            ">MAPPED",
            ">APPROX.",
            ">NOT MAPPED",
            ">DROPPED",
            ">IDLE");
    StringBuilder notes = new StringBuilder();
    sets.forEach(
        (format, cases) -> {
          row(table, format.word(), cases);
          for (ChaosCase one : cases) {
            if (showFiles || !one.right() || one.outcome() == ChaosCase.Outcome.REFUSED) {
              notes.append(one.right() ? "" : "WRONG ").append(one.outcome().word()).append(": ");
              notes.append(one.file()).append(one.text().isEmpty() ? "" : ": " + one.text());
              notes.append('\n');
              one.dropped()
                  .forEach(p -> notes.append("  silently dropped: ").append(p).append('\n'));
              one.idle().forEach(p -> notes.append("  idle claim: ").append(p).append('\n'));
            }
          }
        });
    row(table, "all", sets.values().stream().flatMap(List::stream).toList());
    return table.render(style) + "\n" + notes;
  }

  private static void row(Table table, String name, List<ChaosCase> cases) {
    table.row(
        name,
        Integer.toString(cases.size()),
        Long.toString(count(cases, ChaosCase.Outcome.RUNS)),
        Long.toString(count(cases, ChaosCase.Outcome.PARTLY)),
        Long.toString(count(cases, ChaosCase.Outcome.REFUSED)),
        Long.toString(sum(cases, ChaosCase::values)),
        Long.toString(sum(cases, ChaosCase::mapped)),
        Long.toString(sum(cases, ChaosCase::approximated)),
        Long.toString(sum(cases, ChaosCase::lost)),
        Long.toString(sum(cases, one -> one.dropped().size())),
        Long.toString(sum(cases, one -> one.idle().size())));
  }
}
