// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kubernetes' HorizontalPodAutoscaler for one external metric with a target of type AverageValue.
 *
 * <p>Note. {@code desired = ceil(metric / target)}, and nothing is done while the metric is within
 * 10 % of what the replicas are meant for (--horizontal-pod-autoscaler-tolerance). Down: the
 * highest wish of the last 300 s holds. Up: at most the greater of four more and twice as many
 * every 15 s. These are the defaults of autoscaling/v2
 * (kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale). O(1) amortised a tick.
 */
final class Autoscaler {

  private static final double TOLERANCE = 0.1;
  private static final int DOWN_WINDOW = 20;
  private static final int MORE_AT_ONCE = 4;

  private final Setting setting;

  /** Wishes of the window, falling: the first is the highest. */
  private final Deque<Wish> wishes = new ArrayDeque<>();

  private record Wish(int tick, int replicas) {}

  Autoscaler(Setting setting) {
    this.setting = setting;
  }

  /** How many replicas there should be. */
  int decide(int tick, double metric, int replicas) {
    int wish = wish(metric, replicas);
    while (!wishes.isEmpty() && wishes.getLast().replicas() <= wish) {
      wishes.removeLast();
    }
    wishes.addLast(new Wish(tick, wish));
    while (wishes.getFirst().tick() <= tick - DOWN_WINDOW) {
      wishes.removeFirst();
    }
    int stable = wish >= replicas ? wish : Math.min(replicas, wishes.getFirst().replicas());
    int rate = Math.max(replicas + MORE_AT_ONCE, 2 * replicas);
    return Math.clamp(Math.min(stable, rate), setting.least(), setting.most());
  }

  private int wish(double metric, int replicas) {
    double ratio = metric / (setting.target() * replicas);
    return Math.abs(ratio - 1) <= TOLERANCE ? replicas : (int) Math.ceil(metric / setting.target());
  }
}
