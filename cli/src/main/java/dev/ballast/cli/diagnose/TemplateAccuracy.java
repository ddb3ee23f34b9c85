// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.drain.LinePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How well lines were grouped, as the literature measures it: grouping accuracy (Zhu et al., ICSE
 * SEIP 2019) and parsing accuracy (Dai et al., Logram, TSE 2020).
 */
final class TemplateAccuracy {

  private TemplateAccuracy() {}

  /** The share of lines whose group holds exactly the lines of their true group. */
  static double grouping(int[] groups, List<String> truth) {
    Map<Integer, Integer> found = new HashMap<>();
    Map<String, Integer> real = new HashMap<>();
    record Pair(int group, String event) {}
    Map<Pair, Integer> both = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      found.merge(groups[i], 1, Integer::sum);
      real.merge(truth.get(i), 1, Integer::sum);
      both.merge(new Pair(groups[i], truth.get(i)), 1, Integer::sum);
    }
    long right = 0;
    for (Map.Entry<Pair, Integer> entry : both.entrySet()) {
      Integer count = entry.getValue();
      if (count.equals(found.get(entry.getKey().group()))
          && count.equals(real.get(entry.getKey().event()))) {
        right += count;
      }
    }
    return groups.length == 0 ? 1 : right / (double) groups.length;
  }

  /**
   * The share of lines whose template is the true one, word for word: each constant and each value
   * is seen as such. A word that holds a value counts as a value, as our templates know no parts of
   * words; signs between words are not compared.
   */
  static double parsing(int[] groups, IntFunction<String> text, List<String> truth) {
    Map<Integer, List<String>> found = new HashMap<>();
    Map<String, List<String>> real = new HashMap<>();
    int right = 0;
    for (int i = 0; i < groups.length; i++) {
      List<String> words =
          found.computeIfAbsent(groups[i], group -> LinePattern.words(text.apply(group)));
      right += words.equals(real.computeIfAbsent(truth.get(i), LinePattern::words)) ? 1 : 0;
    }
    return groups.length == 0 ? 1 : right / (double) groups.length;
  }
}
