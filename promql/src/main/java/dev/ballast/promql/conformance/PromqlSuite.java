// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.eval.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs promqltest scripts: the conformance suite of Prometheus, or scripts of our own. */
public final class PromqlSuite {

  private static final EngineOptions OPTIONS = EngineOptions.DEFAULT.withMaxSamples(10_000);

  private PromqlSuite() {}

  /** Runs all {@code *.test} files of a folder, in the order of their names. */
  public static SuiteReport run(Path directory) throws IOException {
    List<SuiteReport.FileReport> reports = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".test")).sorted().toList()) {
        reports.add(runScript(String.valueOf(file.getFileName()), Files.readString(file)));
      }
    }
    return new SuiteReport(directory.toString(), reports);
  }

  /** Runs one script. */
  public static SuiteReport.FileReport runScript(String name, String script) {
    ScriptStorage storage = new ScriptStorage();
    CaseRunner runner = new CaseRunner(new Engine(OPTIONS), storage);
    Tally tally = new Tally();
    for (Command command : ScriptParser.parse(script)) {
      switch (command) {
        case Command.Clear _ -> storage.clear();
        case Command.Load load -> storage.load(load);
        case Command.Broken broken ->
            tally.fail(broken.line(), broken.query(), "a command", broken.problem());
        case Command.Eval eval -> tally.run(eval, runner, storage);
      }
    }
    return tally.report(name);
  }

  /** Counts the cases of one script. */
  private static final class Tally {

    private final List<SuiteReport.Failure> failures = new ArrayList<>();
    private final List<SuiteReport.Exclusion> exclusions = new ArrayList<>();
    private int cases;

    void run(Command.Eval eval, CaseRunner runner, ScriptStorage storage) {
      Optional<String> problem;
      try {
        problem = runner.problem(eval);
      } catch (RuntimeException e) {
        String kind = e instanceof PromqlException ? "error" : "crash";
        problem = Optional.of(kind + ": " + e);
      }
      Optional<Exclusions.Found> excluded = Exclusions.find(eval, storage);
      if (excluded.isPresent()) {
        cases++;
        exclusions.add(
            new SuiteReport.Exclusion(
                eval.line(),
                eval.query(),
                excluded.get().rule(),
                excluded.get().reason(),
                problem.isEmpty()));
      } else if (problem.isPresent()) {
        fail(eval.line(), eval.query(), eval.expectation().text(), problem.get());
      } else {
        cases++;
      }
    }

    void fail(int line, String query, String expected, String actual) {
      cases++;
      failures.add(new SuiteReport.Failure(line, query, expected, actual));
    }

    SuiteReport.FileReport report(String name) {
      int failed = failures.size();
      int excluded = exclusions.size();
      long passing = exclusions.stream().filter(SuiteReport.Exclusion::passes).count();
      return new SuiteReport.FileReport(
          name,
          cases,
          cases - failed - excluded,
          failed,
          excluded,
          (int) passing,
          failures,
          exclusions);
    }
  }
}
