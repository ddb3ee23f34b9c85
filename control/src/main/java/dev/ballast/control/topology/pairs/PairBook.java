// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Collects what several observers say of the same calls and believes one of them for each pair:
 * adding them up would count every call twice.
 */
final class PairBook {

  private record Ends(End client, End server) {}

  /** The most trusted first. */
  private final List<String> observers;

  private final Map<String, Map<Ends, Tally>> told = new HashMap<>();

  PairBook(List<String> observers) {
    this.observers = List.copyOf(observers);
    observers.forEach(observer -> told.put(observer, new LinkedHashMap<>()));
  }

  /** Whether it is one that is listened to. */
  boolean knows(String observer) {
    return told.containsKey(observer);
  }

  /** A pair that exists. */
  Tally open(String observer, End client, End server) {
    return tallies(observer).computeIfAbsent(new Ends(client, server), _ -> new Tally());
  }

  /** Adds to a pair, if it exists. */
  void add(String observer, End client, End server, Consumer<Tally> what) {
    Tally tally = tallies(observer).get(new Ends(client, server));
    if (tally != null) {
      what.accept(tally);
    }
  }

  private Map<Ends, Tally> tallies(String observer) {
    return told.getOrDefault(observer, Map.of());
  }

  /** One observer's numbers for each pair. */
  Map<CallPair, Red> pairs() {
    Map<Ends, Tally> believed = new LinkedHashMap<>();
    for (String observer : observers) {
      tallies(observer).forEach(believed::putIfAbsent);
    }
    Function<End, String> names = names(believed.keySet());
    Map<CallPair, Red> pairs =
        new TreeMap<>(Comparator.comparing(CallPair::client).thenComparing(CallPair::server));
    believed.forEach(
        (ends, tally) ->
            pairs.put(
                new CallPair(
                    names.apply(ends.client()),
                    names.apply(ends.server()),
                    ends.server().external()),
                tally.red()));
    return pairs;
  }

  /** A name that several namespaces use is told apart by its namespace; others stay short. */
  private static Function<End, String> names(Set<Ends> all) {
    Map<String, Set<String>> spaces = new HashMap<>();
    for (Ends ends : all) {
      for (End end : List.of(ends.client(), ends.server())) {
        spaces.computeIfAbsent(end.name(), _ -> new TreeSet<>()).add(end.namespace());
      }
    }
    return end ->
        spaces.getOrDefault(end.name(), Set.of()).size() > 1 && !end.namespace().isEmpty()
            ? end.name() + "." + end.namespace()
            : end.name();
  }
}
