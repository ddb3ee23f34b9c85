// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.Arrays;
import java.util.Optional;

/**
 * Simulated years of a plant: every incident, what it hits while others are under way, and what the
 * year costs. The same seed gives the same years, on any number of threads.
 */
public final class Simulation {

  // Events, not minutes: a year's incidents are drawn, their starts and ends sorted, and the
  // structure is asked once for each time between two of them. One event alone is looked up. Time
  // is cut into millionths of a minute, so that an edge fits into one number that can be sorted.

  private static final int BLOCK = 512;
  private static final double GRID = 1e6;
  private static final int EDGE_BITS = 22;
  private static final int MOST_EDGES = 1 << EDGE_BITS;

  private final Plant plant;
  private final Diagram[] diagrams;
  private final Circuit[] circuits;
  private final double[][] alone;
  private final double[] none;

  public Simulation(Plant plant) {
    this.plant = plant;
    int journeys = plant.journeys().size();
    diagrams = new Diagram[journeys];
    circuits = new Circuit[journeys];
    alone = new double[journeys][plant.events()];
    for (int j = 0; j < journeys; j++) {
      Structure structure = plant.journeys().get(j);
      Optional<Diagram> diagram =
          Diagram.of(structure, plant.events(), Availability.MOST_NODES / 40);
      circuits[j] = Circuit.of(structure);
      if (diagram.isPresent()) {
        diagrams[j] = diagram.get();
      }
      double[] hits = new double[plant.events()];
      for (int e = 0; e < hits.length; e++) {
        hits[e] = plant.severities().get(e);
        alone[j][e] = 1 - works(j, hits);
        hits[e] = 0;
      }
    }
    none = plant.sources().stream().mapToDouble(s -> Math.exp(-s.perYear())).toArray();
  }

  /** What each year cost and lost, by number. */
  public static final class Years {

    private final double[] costs;
    private final double[][] lostMinutes;

    private Years(double[] costs, double[][] lostMinutes) {
      this.costs = costs;
      this.lostMinutes = lostMinutes;
    }

    public double[] costs() {
      return costs.clone();
    }

    /** Of one journey, as minutes of full outage. */
    public double[] lostMinutes(int journey) {
      return lostMinutes[journey].clone();
    }
  }

  public Years run(int years, long seed, Toll toll, Workers workers) {
    return run(0, years, seed, toll, workers);
  }

  /** Years from a number on, which have the same luck wherever that number is simulated. */
  public Years run(int from, int years, long seed, Toll toll, Workers workers) {
    double[] costs = new double[years];
    double[][] lost = new double[plant.journeys().size()][years];
    workers.run(
        (years + BLOCK - 1) / BLOCK,
        block -> {
          Worker worker = new Worker();
          for (int y = block * BLOCK; y < Math.min(years, (block + 1) * BLOCK); y++) {
            worker.live(seed, from + y);
            costs[y] = toll.of(worker.year);
            for (int j = 0; j < lost.length; j++) {
              lost[j][y] = worker.year.lostMinutes(j);
            }
          }
        });
    return new Years(costs, lost);
  }

  private double works(int journey, double[] hits) {
    Diagram diagram = diagrams[journey];
    return diagram == null ? circuits[journey].works(hits) : diagram.works(hits);
  }

  /** One thread's year, used again and again. */
  private final class Worker {

    private final Draws draws = new Draws();
    private final Year year = new Year(plant.journeys().size());
    private final int[] running = new int[plant.events()];
    private final int[] active = new int[plant.events()];
    private final double[] hits = new double[plant.events()];
    private long[] edges = new long[64];
    private int[] edgeEvent = new int[64];
    private int count;
    private int actives;

    private void live(long seed, int number) {
      year.clear();
      count = 0;
      for (int s = 0; s < none.length; s++) {
        Source source = plant.sources().get(s);
        draws.begin(seed, source.key(), number);
        int incidents = draws.poisson(source.perYear(), none[s]);
        for (int i = 0; i < incidents; i++) {
          double start = draws.share() * Source.YEAR;
          double length = Math.min(source.lasting().quantile(draws.share()), Source.YEAR);
          double head = Math.min(length, source.switchAfter());
          hit(source.first(), start, head);
          if (length > head) {
            hit(source.then(), start + head, length - head);
          }
        }
      }
      if (count > 0) {
        sweep();
      }
    }

    private void hit(int event, double from, double length) {
      double start = from >= Source.YEAR ? from - Source.YEAR : from;
      double end = start + length;
      if (end <= Source.YEAR) {
        edge(event, start, true);
        edge(event, end, false);
      } else {
        edge(event, start, true);
        edge(event, Source.YEAR, false);
        edge(event, 0, true);
        edge(event, Math.min(start, end - Source.YEAR), false);
      }
    }

    private void edge(int event, double at, boolean begins) {
      if (count >= MOST_EDGES) {
        throw new IllegalStateException(
            "incidents: too many in a year (expected: under a million)");
      }
      if (count == edges.length) {
        edges = Arrays.copyOf(edges, 2 * count);
        edgeEvent = Arrays.copyOf(edgeEvent, 2 * count);
      }
      edges[count] = (Math.round(at * GRID) << EDGE_BITS) | count;
      edgeEvent[count] = begins ? event : ~event;
      count++;
    }

    private void sweep() {
      Arrays.sort(edges, 0, count);
      double before = 0;
      actives = 0;
      for (int i = 0; i < count; i++) {
        double at = (edges[i] >> EDGE_BITS) / GRID;
        if (at > before && actives > 0) {
          charge(before, at);
        }
        before = at;
        turn(edgeEvent[(int) (edges[i] & (MOST_EDGES - 1))]);
      }
    }

    /** Edges of one time come in the order they were made, so no end comes before its start. */
    private void turn(int code) {
      int event = code < 0 ? ~code : code;
      boolean was = running[event] > 0;
      running[event] += code < 0 ? -1 : 1;
      boolean is = running[event] > 0;
      if (is && !was) {
        active[actives++] = event;
      } else if (was && !is) {
        int i = 0;
        while (active[i] != event) {
          i++;
        }
        active[i] = active[--actives];
      }
    }

    private void charge(double from, double to) {
      for (int j = 0; j < alone.length; j++) {
        double lost = actives == 1 ? alone[j][active[0]] : together(j);
        if (lost > 1e-12) {
          year.add(j, from, to, lost);
        }
      }
    }

    private double together(int journey) {
      for (int i = 0; i < actives; i++) {
        hits[active[i]] = plant.severities().get(active[i]);
      }
      double lost = 1 - works(journey, hits);
      for (int i = 0; i < actives; i++) {
        hits[active[i]] = 0;
      }
      return lost;
    }
  }
}
