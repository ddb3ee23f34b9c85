// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which column each name stands in and in which order. A layered drawing after Sugiyama (1981): the
 * column is the longest path from a caller that nobody calls, the order within it comes from three
 * barycentre sweeps. Calls that close a cycle are left out of the ranking.
 */
final class MapColumns {

  private static final int SWEEPS = 4;

  private final Map<String, Set<String>> callees = new TreeMap<>();
  private final Map<String, Set<String>> callers = new TreeMap<>();
  private final Map<String, Integer> depth = new HashMap<>();

  private MapColumns(Iterable<String> names, List<MapGraph.Call> calls) {
    names.forEach(
        name -> {
          callees.put(name, new TreeSet<>());
          callers.put(name, new TreeSet<>());
        });
    for (MapGraph.Call call : calls) {
      Set<String> called = callees.get(call.client());
      Set<String> calling = callers.get(call.server());
      if (!call.client().equals(call.server()) && called != null && calling != null) {
        called.add(call.server());
        calling.add(call.client());
      }
    }
  }

  /** The names of each column from left to right, each from top to bottom. */
  static List<List<String>> of(Iterable<String> names, List<MapGraph.Call> calls) {
    MapColumns columns = new MapColumns(names, calls);
    columns.callees.keySet().forEach(name -> columns.rank(name, new HashSet<>()));
    return columns.ordered();
  }

  private int rank(String name, Set<String> path) {
    Integer known = depth.get(name);
    if (known != null) {
      return known;
    }
    if (!path.add(name)) {
      return -1;
    }
    int rank = 0;
    for (String caller : callers.getOrDefault(name, Set.of())) {
      rank = Math.max(rank, rank(caller, path) + 1);
    }
    path.remove(name);
    depth.put(name, rank);
    return rank;
  }

  private List<List<String>> ordered() {
    List<List<String>> columns = new ArrayList<>();
    for (String name : callees.keySet()) {
      int column = depth.getOrDefault(name, 0);
      while (columns.size() <= column) {
        columns.add(new ArrayList<>());
      }
      columns.get(column).add(name);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forward = sweep % 2 == 0;
      Map<String, Double> position = positions(columns);
      for (int i = 0; i < columns.size(); i++) {
        List<String> column = columns.get(forward ? i : columns.size() - 1 - i);
        Map<String, Set<String>> neighbours = forward ? callers : callees;
        Map<String, Double> centre = new HashMap<>();
        column.forEach(
            name ->
                centre.put(
                    name, barycentre(neighbours.getOrDefault(name, Set.of()), position, name)));
        column.sort(Comparator.<String>comparingDouble(centre::get).thenComparing(name -> name));
        position.putAll(positions(columns));
      }
    }
    return columns;
  }

  /** Where names stand, as a share of their column's height. */
  private static Map<String, Double> positions(List<List<String>> columns) {
    Map<String, Double> positions = new HashMap<>();
    for (List<String> column : columns) {
      for (int i = 0; i < column.size(); i++) {
        positions.put(column.get(i), (i + 0.5) / column.size());
      }
    }
    return positions;
  }

  private static double barycentre(
      Set<String> neighbours, Map<String, Double> position, String self) {
    return neighbours.stream()
        .mapToDouble(name -> position.getOrDefault(name, 0.5))
        .average()
        .orElse(position.getOrDefault(self, 0.5));
  }
}
