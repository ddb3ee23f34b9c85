// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.experiment.ExperimentReading;
import dev.ballast.model.rollout.Tree;
import java.util.List;

/**
 * One document of somebody else's format as an experiment, with what became of every value.
 *
 * @param name for the resource
 * @param refused why there is no experiment in it; empty when there is one
 * @param source as it was written
 * @param spec in Chaos Toolkit's form
 */
public record Imported(
    ChaosFormat format,
    String name,
    String refused,
    Tree source,
    Tree spec,
    ExperimentReading reading,
    List<Mapping.Line> lines) {

  public Imported {
    lines = List.copyOf(lines);
  }

  public long count(Mapping.Outcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).count();
  }
}
