// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A steady state, what is done to the system meanwhile, and how it is put back.
 *
 * @param name short, for lists; derived from the title where the file has none
 * @param service whose behaviour it proves; empty when nobody says
 * @param controls names of Python controls: read and reported, never run
 * @param frequency pause between two looks at the steady state while the method runs
 * @param source as written, in Chaos Toolkit's form
 */
public record Experiment(
    String name,
    String title,
    String description,
    String service,
    List<String> tags,
    Map<String, Setting> configuration,
    Map<String, Map<String, Setting>> secrets,
    List<String> controls,
    SteadyState steadyState,
    List<Activity> method,
    List<Activity> rollbacks,
    HypothesisStrategy hypothesisStrategy,
    RollbackStrategy rollbackStrategy,
    Duration frequency,
    List<StopCondition> stopWhen,
    Schedule schedule,
    Tree source) {

  public Experiment {
    tags = List.copyOf(tags);
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    controls = List.copyOf(controls);
    method = List.copyOf(method);
    rollbacks = List.copyOf(rollbacks);
    stopWhen = List.copyOf(stopWhen);
  }

  /** Everything that it may do, in the order in which it is written. */
  public List<Activity> activities() {
    return Stream.of(dynamic(), steadyState.probes(), tolerances(), method, rollbacks)
        .flatMap(List::stream)
        .toList();
  }

  private List<Activity> dynamic() {
    return configuration.values().stream()
        .filter(Setting.Asked.class::isInstance)
        .map(setting -> ((Setting.Asked) setting).probe())
        .toList();
  }

  private List<Activity> tolerances() {
    return steadyState.probes().stream()
        .map(Activity::tolerance)
        .filter(Tolerance.Probe.class::isInstance)
        .map(tolerance -> ((Tolerance.Probe) tolerance).probe())
        .toList();
  }
}
