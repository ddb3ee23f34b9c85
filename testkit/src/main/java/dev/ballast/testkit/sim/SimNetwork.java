// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import java.util.HashSet;
import java.util.Set;

/**
 * Brings messages late, twice, in another order, or not at all; and is cut in one direction or
 * both.
 */
public final class SimNetwork {

  private final Simulation simulation;
  private final long slowest;
  private final double loss;
  private final double duplicates;
  private final Set<Link> cuts = new HashSet<>();

  private record Link(int from, int to) {}

  /**
   * A network.
   *
   * @param slowest most milliseconds that a message takes; one in fifty takes ten times as long
   * @param loss share of messages that never come
   * @param duplicates share of messages that come twice
   */
  public SimNetwork(Simulation simulation, long slowest, double loss, double duplicates) {
    this.simulation = simulation;
    this.slowest = slowest;
    this.loss = loss;
    this.duplicates = duplicates;
  }

  /** Runs what a message does where it arrives, if it does; a cut swallows what is on its way. */
  public void send(int from, int to, Runnable arrival) {
    int copies = simulation.random().nextDouble() < duplicates ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      boolean lost = simulation.random().nextDouble() < loss;
      long most = simulation.random().nextInt(50) == 0 ? slowest * 10 : slowest;
      long delay = 1 + simulation.random().nextLong(most);
      if (!lost && connected(from, to)) {
        simulation.after(
            delay,
            () -> {
              if (connected(from, to)) {
                arrival.run();
              }
            });
      }
    }
  }

  public void cut(int from, int to) {
    cuts.add(new Link(from, to));
  }

  public void mend(int from, int to) {
    cuts.remove(new Link(from, to));
  }

  public void mendAll() {
    cuts.clear();
  }

  private boolean connected(int from, int to) {
    return !cuts.contains(new Link(from, to));
  }
}
