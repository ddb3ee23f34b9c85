// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.MetricTemplate;
import java.util.List;

/**
 * What files say about rollouts.
 *
 * @param canaries all lists are empty unless the files are valid as a whole
 */
public record RolloutReading(
    List<Canary> canaries,
    List<MetricTemplate> templates,
    List<AlertProvider> providers,
    List<Problem> problems) {

  public RolloutReading {
    canaries = List.copyOf(canaries);
    templates = List.copyOf(templates);
    providers = List.copyOf(providers);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
