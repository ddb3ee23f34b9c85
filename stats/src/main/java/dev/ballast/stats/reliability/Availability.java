// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.Optional;

/** The exact share of requests that one journey serves in the long run. */
public final class Availability {

  /** Enough for hundreds of parts in any order that people draw. */
  public static final int MOST_NODES = 400_000;

  private final double served;
  private final double[] importance;
  private final int nodes;

  private Availability(Diagram diagram, double[] hits) {
    this.served = diagram.works(hits);
    this.importance = diagram.importance(hits);
    this.nodes = diagram.size();
  }

  /** Empty when the structure is too entangled for it: then simulate. */
  public static Optional<Availability> exact(Plant plant, int journey) {
    double[] hits = plant.hits();
    return Diagram.of(plant.journeys().get(journey), plant.events(), MOST_NODES)
        .map(diagram -> new Availability(diagram, hits));
  }

  /**
   * The same of a structure alone; empty when its diagram would have more nodes than allowed.
   *
   * @param hits by event, the probability that it hits, each independently
   */
  public static Optional<Availability> exact(Structure structure, double[] hits, int mostNodes) {
    return Diagram.of(structure, hits.length, mostNodes)
        .map(diagram -> new Availability(diagram, hits));
  }

  /** 0..1. */
  public double served() {
    return served;
  }

  /** How much the share changes by this event alone, from never to always. */
  public double importance(int event) {
    return importance[event];
  }

  /** Of the decision diagram. */
  public int nodes() {
    return nodes;
  }
}
