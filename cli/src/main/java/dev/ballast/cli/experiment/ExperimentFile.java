// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.chaos.ChaosFormat;
import dev.ballast.connect.chaos.ChaosImport;
import dev.ballast.connect.chaos.Imported;
import dev.ballast.connect.chaos.Mapping;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Severity;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The experiments of a file: our own, or of a format that is understood.
 *
 * @param errors all that is wrong; then there are no experiments
 * @param warnings what is not used
 */
record ExperimentFile(List<Experiment> experiments, List<String> errors, List<String> warnings) {

  private static final long MOST_BYTES = 2L << 20;
  private static final String STANDARD_INPUT = "-";

  ExperimentFile {
    experiments = errors.isEmpty() ? List.copyOf(experiments) : List.of();
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** The bytes of a file, or of standard input. */
  static Source source(String place, Terminal terminal) {
    try {
      if (place.equals(STANDARD_INPUT)) {
        return Source.of(place, terminal.in().readNBytes((int) MOST_BYTES + 1));
      }
      Path file = Path.of(place);
      if (!Files.isRegularFile(file)) {
        throw CommandFailure.usage("FILE: " + place + " (expected: a YAML or JSON file)");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw CommandFailure.usage(
            "FILE: " + place + " is too large (expected: at most " + MOST_BYTES + " bytes)");
      }
      return Source.of(place, Files.readAllBytes(file));
    } catch (IOException e) {
      throw CommandFailure.usage("FILE: " + place + ": " + Text.reason(e));
    }
  }

  static ExperimentFile read(
      Source source, Optional<ChaosFormat> format, String service, QueryChecker queries) {
    ChaosImport.File file = ChaosImport.read(source, format, service);
    if (file.imported().stream().anyMatch(ExperimentFile::isOurs)) {
      return ours(source, queries);
    }
    List<String> errors = new ArrayList<>(file.errors().stream().map(Problem::line).toList());
    List<String> warnings = new ArrayList<>();
    List<Experiment> experiments = new ArrayList<>();
    for (Imported one : file.imported()) {
      if (!one.refused().isEmpty()) {
        errors.add(source.name() + ": " + one.refused());
      }
      one.reading().errors().forEach(e -> errors.add(source.name() + ": " + e));
      one.reading().warnings().forEach(w -> warnings.add(source.name() + ": " + w));
      if (one.format() != ChaosFormat.CHAOSTOOLKIT) {
        one.lines().stream()
            .filter(line -> line.outcome() != Mapping.Outcome.MAPPED)
            .forEach(
                line ->
                    warnings.add(
                        source.name()
                            + ": "
                            + line.path()
                            + ": "
                            + ImportText.word(line.outcome())
                            + ": "
                            + line.reason()));
      }
      one.reading().experiment().ifPresent(experiments::add);
    }
    if (file.imported().isEmpty() && errors.isEmpty()) {
      errors.add(source.name() + ": holds nothing (expected: an experiment)");
    }
    return new ExperimentFile(experiments, errors, warnings);
  }

  private static boolean isOurs(Imported one) {
    return one.source().text("apiVersion").startsWith("ballast.dev/");
  }

  private static ExperimentFile ours(Source source, QueryChecker queries) {
    var reading = ConfigurationReader.readExperiments(List.of(source), queries);
    List<String> errors = new ArrayList<>(reading.errors().stream().map(Problem::line).toList());
    if (errors.isEmpty() && reading.experiments().isEmpty()) {
      errors.add(source.name() + ": holds no resource of kind Experiment");
    }
    return new ExperimentFile(
        reading.experiments(),
        errors,
        reading.problems().stream()
            .filter(problem -> problem.severity() != Severity.ERROR)
            .map(Problem::line)
            .toList());
  }

  /** The one that is meant; fails with all that is wrong. */
  Experiment only(String name, String place) {
    if (!errors.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", errors));
    }
    List<String> names = experiments.stream().map(Experiment::name).toList();
    List<Experiment> meant =
        name.isEmpty()
            ? experiments
            : experiments.stream().filter(one -> one.name().equals(name)).toList();
    if (meant.size() != 1) {
      throw CommandFailure.usage(
          place
              + ": holds "
              + String.join(", ", names)
              + (name.isEmpty() ? ". Fix: name one with --name" : " (expected: " + name + ")"));
    }
    return meant.getFirst();
  }
}
