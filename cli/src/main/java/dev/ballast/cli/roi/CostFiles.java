// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.cost.Effort;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cost models and investments out of files, and how much is simulated of them. */
final class CostFiles {

  private CostFiles() {}

  static CostPlans plans(List<Path> files) {
    Reading reading = ConfigurationReader.read(files, QueryChecker.NONE);
    if (!reading.valid()) {
      throw CommandFailure.usage(
          reading.errors().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    return reading.configuration().costs();
  }

  /**
   * The models to look at.
   *
   * @param model its name; empty: all of them
   */
  static List<CostModel> chosen(CostPlans plans, String model) {
    if (model.isEmpty() && !plans.models().isEmpty()) {
      return List.copyOf(plans.models().values());
    }
    CostModel one = plans.models().get(model);
    if (one == null) {
      String known = String.join(", ", plans.models().keySet());
      throw CommandFailure.usage(
          (model.isEmpty() ? "CostModel: none" : "--model: " + model)
              + " (expected: "
              + (known.isEmpty() ? "at least one CostModel in the files" : "one of " + known)
              + ")");
    }
    return List.of(one);
  }

  /** On all processors; the answer is the same on any number of them. */
  static Effort effort(int years, long seed) {
    return new Effort(
        years, seed, (pieces, work) -> IntStream.range(0, pieces).parallel().forEach(work));
  }
}
