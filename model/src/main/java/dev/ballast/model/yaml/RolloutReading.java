// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.MetricTemplate;
import java.util.List;

/**
 * What files say about rollouts.
 *
 * @param canaries as the next two lists, empty unless the files are valid as a whole
 * @param kinds of all resources that are there, valid or not, in their order
 */
public record RolloutReading(
    List<Canary> canaries,
    List<MetricTemplate> templates,
    List<AlertProvider> providers,
    List<String> kinds,
    List<Problem> problems) {

  public RolloutReading {
    canaries = List.copyOf(canaries);
    templates = List.copyOf(templates);
    providers = List.copyOf(providers);
    kinds = List.copyOf(kinds);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
