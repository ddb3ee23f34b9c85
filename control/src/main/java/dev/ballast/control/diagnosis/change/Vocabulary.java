// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/** How much a word says: one that few of the changes at hand use says most. */
final class Vocabulary {

  private final int changes;
  private final Map<String, Integer> usedBy = new HashMap<>();

  Vocabulary(List<ChangeSample> all) {
    changes = all.size();
    for (ChangeSample change : all) {
      words(change).forEach(word -> usedBy.merge(word, 1, Integer::sum));
      Words.compounds(change.diff()).forEach(word -> usedBy.merge("=" + word, 1, Integer::sum));
    }
  }

  /** What a change is about; context lines are not. */
  static NavigableSet<String> words(ChangeSample change) {
    return Words.of(text(change));
  }

  /** The same, each beginning with the shortest word that begins so. */
  static NavigableMap<String, String> whole(ChangeSample change) {
    return Words.whole(text(change));
  }

  private static String text(ChangeSample change) {
    return change.title()
        + " "
        + String.join(" ", change.files())
        + " "
        + Diff.of(change.diff()).withoutMoves().text();
  }

  /** 1 for a word of one change only, towards 0 for a word of all. */
  double weight(String word) {
    double most = Math.log1p(changes);
    return most <= 0 ? 1 : Math.log1p(changes / (double) usedBy.getOrDefault(word, 1) - 1) / most;
  }

  /** Whether a whole identifier occurs in one change only. */
  boolean rare(String identifier) {
    return usedBy.getOrDefault("=" + identifier, 0) <= 1;
  }
}
