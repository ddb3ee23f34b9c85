// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one mesh knows of all pairs.
 *
 * @param notes what these numbers do not mean, and calls that are in no pair, for people
 * @param queries by what they answer, as asked
 */
public record PairFacts(Map<CallPair, Red> pairs, List<String> notes, Map<String, String> queries) {

  public PairFacts {
    pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    notes = List.copyOf(notes);
    queries = Map.copyOf(queries);
  }
}
