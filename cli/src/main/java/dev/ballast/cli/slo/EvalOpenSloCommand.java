// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.References;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast eval openslo}: how much of public SLO files is understood. */
@Command(
    name = "openslo",
    description =
        "Read a folder of public files of OpenSLO, Sloth and Pyrra, and say what is right.",
    footer = {
      "",
      "Exit codes: 0 all that counts is right, 1 something is wrong, 2 no files are there."
    })
public final class EvalOpenSloCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder of *.yaml, *.yml and *.json.")
  private Path directory = Path.of(".");

  @Option(names = "--show-all", description = "List every file, not only what needs a reason.")
  private boolean showAll;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;
  private final QueryChecker queries;

  public EvalOpenSloCommand(Terminal terminal, Installation installation, QueryChecker queries) {
    this.terminal = terminal;
    this.installation = installation;
    this.queries = queries;
  }

  @Override
  public Integer call() throws IOException {
    var folder = SloFolder.open(directory);
    var windows = windows(folder);
    var periods = windows.stream().map(AlertWindows::period).collect(Collectors.toSet());
    var pairs = new ArrayList<SlothPair>();
    for (SloFolder.Pair pair : folder.pairs()) {
      pairs.add(SlothPair.of(folder, pair, queries));
    }
    var inputs = folder.cases().stream().map(SloCase::name).collect(Collectors.toList());
    inputs.removeAll(folder.outputs());
    var search = new SlothOutputs.Search(folder, inputs, windows, queries);
    for (String output : folder.outputs()) {
      if (pairs.stream().noneMatch(pair -> pair.pair().output().equals(output))) {
        SlothPair.find(search, output).ifPresent(pairs::add);
      }
    }
    var compared = pairs.stream().map(pair -> pair.pair().output()).collect(Collectors.toSet());
    var files = new ArrayList<SloVerdict>();
    for (SloCase file : folder.cases()) {
      if (!compared.contains(file.name())) {
        files.add(SloVerdict.of(file, queries, periods));
      }
    }
    var report = new SloReport(directory.toString(), installation.commit(), files, pairs);
    output.print(terminal, report.document(), () -> report.text(terminal.style(), showAll));
    return report.wrong() == 0 ? Exit.OK : Exit.BAD;
  }

  /** All alert windows of the folder. */
  private List<AlertWindows> windows(SloFolder folder) throws IOException {
    var sources = new ArrayList<Source>();
    for (SloCase file : folder.cases()) {
      sources.add(Source.of(file.name(), Files.readAllBytes(file.path())));
    }
    var windows = new ArrayList<AlertWindows>();
    for (Source source : sources) {
      windows.addAll(
          ConfigurationReader.readRules(
                  List.of(source), queries, ReaderOptions.DEFAULT.withReferences(References.NONE))
              .windows());
    }
    return windows;
  }
}
