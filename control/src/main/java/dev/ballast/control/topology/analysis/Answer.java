// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question that a graph is asked, and its answer with what it rests on.
 *
 * @param answer in one sentence
 * @param because further sentences
 * @param numbers what they were made of, snake_case names
 */
public record Answer(
    String question, String answer, List<String> because, Map<String, Double> numbers) {

  public Answer {
    because = List.copyOf(because);
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /** Why the number of callers misleads, then where the highest SLO, chaos and money should go. */
  public static List<Answer> all(GraphAnalysis analysis) {
    return analysis.services().isEmpty() ? List.of() : new Answers(analysis).all();
  }
}
