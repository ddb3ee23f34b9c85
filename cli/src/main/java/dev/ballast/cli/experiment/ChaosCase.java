// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.connect.chaos.ChaosFormat;
import dev.ballast.connect.chaos.ChaosImport;
import dev.ballast.connect.chaos.ExperimentRun;
import dev.ballast.connect.chaos.Imported;
import dev.ballast.connect.chaos.Mapping;
import dev.ballast.connect.chaos.RunOptions;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one file.
 *
 * @param values how many there are, by the second reader
 * @param dropped values without exactly one line in the report
 * @param tried claims of being used that were tried by a change
 * @param idle those that changed nothing
 * @param trouble what is wrong with us, not with the file
 */
record ChaosCase(
    String file,
    Outcome outcome,
    long values,
    long mapped,
    long approximated,
    long lost,
    List<String> dropped,
    long tried,
    List<String> idle,
    String text,
    String trouble) {

  private static final RunOptions ALL =
      new RunOptions(false, true, Optional.of(URI.create("http://127.0.0.1")), "eval");

  /** How far we come with it. */
  enum Outcome {
    /** All steps can be run here. */
    RUNS,
    /** Some can, or none, and the others are named. */
    PARTLY,
    /** It is no valid experiment, and that is said. */
    REFUSED;

    String word() {
      return this == RUNS
          ? "runs here"
          : this == PARTLY ? "in part" : name().toLowerCase(Locale.ROOT);
    }
  }

  ChaosCase {
    dropped = List.copyOf(dropped);
    idle = List.copyOf(idle);
  }

  /** Nothing is dropped, nothing idle, and what we write we can read. */
  boolean right() {
    return dropped.isEmpty() && idle.isEmpty() && trouble.isEmpty();
  }

  static ChaosCase of(Path directory, Path path, ChaosFormat format) throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    String name = directory.relativize(path).toString();
    ChaosImport.File file = ChaosImport.read(Source.of(name, text), Optional.of(format), "");
    List<Mapping.Line> lines = file.imported().stream().flatMap(i -> i.lines().stream()).toList();
    List<String> leaves = SecondReader.leaves(name, text);
    Map<String, Integer> said = new HashMap<>();
    lines.forEach(line -> said.merge(line.path(), 1, Integer::sum));
    List<String> dropped = leaves.stream().filter(leaf -> said.getOrDefault(leaf, 0) != 1).toList();
    List<String> errors = new ArrayList<>(file.errors().stream().map(Problem::line).toList());
    StringBuilder trouble = new StringBuilder();
    List<Finding> refusals = new ArrayList<>();
    List<String> idle = new ArrayList<>();
    long tried = 0;
    for (Imported one : file.imported()) {
      if (!one.refused().isEmpty()) {
        errors.add(one.refused());
      }
      one.reading().errors().forEach(e -> errors.add(e.toString()));
      if (format != ChaosFormat.CHAOSTOOLKIT && !one.reading().errors().isEmpty()) {
        trouble.append("we wrote something invalid");
      }
      one.reading().experiment().ifPresent(e -> refusals.addAll(ExperimentRun.refusals(e, ALL)));
      trouble.append(again(one));
      Claims claims = Claims.of(one, format);
      tried += claims.tried();
      idle.addAll(claims.idle());
    }
    Outcome outcome =
        !errors.isEmpty() || file.imported().isEmpty()
            ? Outcome.REFUSED
            : refusals.isEmpty() ? Outcome.RUNS : Outcome.PARTLY;
    String why =
        errors.isEmpty()
            ? refusals.stream().map(Finding::toString).findFirst().orElse("")
            : String.join("; ", errors);
    return new ChaosCase(
        name,
        outcome,
        leaves.size(),
        count(lines, leaves, Mapping.Outcome.MAPPED),
        count(lines, leaves, Mapping.Outcome.APPROXIMATED),
        count(lines, leaves, Mapping.Outcome.NOT_MAPPED),
        dropped,
        tried,
        idle,
        trouble.isEmpty() ? why : trouble.toString(),
        trouble.toString());
  }

  /** Of the values of the file itself; those of documents inside a text come on top. */
  private static long count(
      List<Mapping.Line> lines, List<String> leaves, Mapping.Outcome outcome) {
    var known = new java.util.HashSet<>(leaves);
    return lines.stream()
        .filter(line -> line.outcome() == outcome && known.contains(line.path()))
        .count();
  }

  /** What we write has to be read as the same experiment. */
  private static String again(Imported one) {
    Optional<Experiment> experiment = one.reading().experiment();
    if (experiment.isEmpty()) {
      return "";
    }
    var reading =
        ConfigurationReader.readExperiments(
            List.of(Source.of("written", ImportText.yaml(one))), QueryChecker.NONE);
    if (!reading.errors().isEmpty()) {
      return "what we wrote is refused: " + reading.errors().getFirst().line();
    }
    return reading.experiments().size() == 1
            && reading.experiments().getFirst().source().equals(experiment.get().source())
        ? ""
        : "what we wrote is another experiment";
  }
}
