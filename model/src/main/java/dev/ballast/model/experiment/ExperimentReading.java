// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading an experiment.
 *
 * @param experiment there when nothing that was found is an error
 */
public record ExperimentReading(Optional<Experiment> experiment, List<Finding> findings) {

  public ExperimentReading {
    findings = List.copyOf(findings);
  }

  public List<Finding> errors() {
    return findings.stream().filter(Finding::error).toList();
  }

  public List<Finding> warnings() {
    return findings.stream().filter(finding -> !finding.error()).toList();
  }
}
