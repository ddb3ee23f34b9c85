// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import dev.ballast.model.request.RequestMatch;
import java.time.Duration;
import java.util.List;

/**
 * How a canary is analysed.
 *
 * @param interval time between checks
 * @param threshold failed checks, in sum, from which on it is rolled back
 * @param shift how its traffic grows
 * @param promotionStep percent that go back to the primary at a time once it is promoted; 0 is all
 * @param metrics checked in this order
 */
public record CanaryAnalysis(
    Duration interval,
    int threshold,
    Shift shift,
    int promotionStep,
    List<CanaryMetric> metrics,
    List<Hook> hooks,
    List<AlertRoute> alerts) {

  /** What happens with the traffic while the canary is analysed. */
  public sealed interface Shift {

    /** Percent of the requests of which the canary gets copies first; 0 for none. */
    int copies();

    /** Whether it gets copies first. */
    default boolean mirrored() {
      return copies() > 0;
    }

    /** Weights, one after another; the last one is promoted from. */
    record Weights(List<Integer> weights, int copies) implements Shift {
      public Weights {
        weights = List.copyOf(weights);
      }
    }

    /** Stages with metrics of their own, which Flagger does not have. */
    record Stages(List<CanaryStage> stages, int copies) implements Shift {
      public Stages {
        stages = List.copyOf(stages);
      }

      public Stages(List<CanaryStage> stages) {
        this(stages, 0);
      }

      public List<Integer> weights() {
        return stages.stream().flatMap(stage -> stage.weights().stream()).toList();
      }
    }

    /**
     * Only requests that match go to the canary, for a number of checks.
     *
     * @param written which those are, word by word: not every router understands the same
     */
    record Matching(int iterations, Tree written) implements Shift {

      /**
       * Which requests those are, for a router that matches no more than they say.
       *
       * @throws IllegalArgumentException with all that it could not match
       */
      public List<RequestMatch> requests() {
        return RequestMatch.readAll(
            written.value() instanceof List<?> conditions ? conditions : List.of());
      }

      @Override
      public int copies() {
        return 0;
      }
    }

    /**
     * None, or only copies, for a number of checks; then all.
     *
     * @param switched whether traffic can be routed at all: by Kubernetes alone it cannot
     */
    record BlueGreen(int iterations, int copies, boolean switched) implements Shift {}
  }

  /** Whom a rollout alerts, from which severity on. */
  public record AlertRoute(String name, Severity severity, ObjectName provider) {}

  /** Of an alert, the least first. */
  public enum Severity {
    INFO,
    WARN,
    ERROR
  }

  public CanaryAnalysis {
    metrics = List.copyOf(metrics);
    hooks = List.copyOf(hooks);
    alerts = List.copyOf(alerts);
    if (threshold < 1) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: at least 1)");
    }
  }

  public List<Hook> hooks(Hook.Type type) {
    return hooks.stream().filter(hook -> hook.type() == type).toList();
  }

  /** The metrics that count at a weight. */
  public List<CanaryMetric> metricsAt(int weight) {
    if (shift instanceof Shift.Stages staged) {
      for (CanaryStage stage : staged.stages()) {
        if (weight <= stage.weights().getLast()) {
          return stage.metrics();
        }
      }
    }
    return metrics;
  }
}
