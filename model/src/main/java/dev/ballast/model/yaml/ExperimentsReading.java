// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.experiment.Experiment;
import java.util.List;

/**
 * The experiments of files, and all that is wrong with the files as a whole.
 *
 * @param experiments none when there is an error
 */
public record ExperimentsReading(List<Experiment> experiments, List<Problem> problems) {

  public ExperimentsReading {
    experiments = List.copyOf(experiments);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
