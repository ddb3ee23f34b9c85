// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.drain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups log lines by template while they come in.
 *
 * <p>Note. Drain (He et al., ICWS 2017): a leaf is found by the number of tokens and the first
 * three words (not values: a line often starts with its time); among the leaf's templates the most
 * similar one takes the line if half of its tokens agree, and where they do not it gets a wildcard.
 * O(tokens x templates of the leaf) per line, O(length) for one that was seen before but for its
 * values. Bounded: beyond {@value #MOST} templates, or {@value #MOST_OF_LEAF} in a leaf, lines go
 * to one template "other", so an explosion of templates costs no memory.
 */
public final class TemplateTree {

  static final int MOST = 5000;
  static final int MOST_OF_LEAF = 100;

  private static final int PREFIX = 3;
  private static final int RECENT = 1 << 12;
  private static final int KNOWN = 2;
  private static final double SIMILAR = 0.5;
  private static final String OTHER = "other lines";

  private record Leaf(int length, List<String> prefix) {}

  private static final class Template {
    private final int number;
    private final String[] tokens;

    Template(int number, List<String> tokens) {
      this.number = number;
      this.tokens = tokens.toArray(String[]::new);
    }

    double similarity(List<String> line) {
      int same = 0;
      for (int i = 0; i < tokens.length; i++) {
        same += tokens[i].equals(Masking.ANY) || tokens[i].equals(line.get(i)) ? 1 : 0;
      }
      return tokens.length == 0 ? 1 : same / (double) tokens.length;
    }

    void widen(List<String> line) {
      for (int i = 0; i < tokens.length; i++) {
        if (!tokens[i].equals(line.get(i))) {
          tokens[i] = Masking.ANY;
        }
      }
    }
  }

  /** Lines seen before but for their values, by the hash of the rest: most lines of a program. */
  private final long[] recent = new long[RECENT];

  /** Their templates, {@value #KNOWN} higher; 0: none. */
  private final int[] known = new int[RECENT];

  private final Map<Leaf, List<Template>> leaves = new HashMap<>();
  private final List<Template> templates = new ArrayList<>();

  /** The number of the line's template; -1: the template of all that did not fit. */
  public int add(String text) {
    long hash = Masking.hash(text);
    int slot = (int) (hash ^ hash >>> 32) & (RECENT - 1);
    if (known[slot] == 0 || recent[slot] != hash) {
      recent[slot] = hash;
      known[slot] = find(text) + KNOWN;
    }
    return known[slot] - KNOWN;
  }

  private int find(String text) {
    List<String> line = Masking.tokens(text);
    List<String> prefix =
        line.stream().filter(token -> !token.equals(Masking.ANY)).limit(PREFIX).toList();
    Leaf leaf = new Leaf(line.size(), prefix);
    List<Template> siblings = leaves.getOrDefault(leaf, List.of());
    Template best = null;
    double most = 0;
    for (Template one : siblings) {
      double similarity = one.similarity(line);
      if (similarity > most) {
        most = similarity;
        best = one;
      }
    }
    if (best != null && most >= SIMILAR) {
      best.widen(line);
      return best.number;
    }
    if (templates.size() >= MOST || siblings.size() >= MOST_OF_LEAF) {
      return -1;
    }
    Template fresh = new Template(templates.size(), line);
    templates.add(fresh);
    leaves.computeIfAbsent(leaf, any -> new ArrayList<>()).add(fresh);
    return fresh.number;
  }

  /** A template as it is by now. */
  public String text(int number) {
    return number < 0 ? OTHER : String.join(" ", templates.get(number).tokens);
  }

  /** How many templates there are, without "other". */
  public int size() {
    return templates.size();
  }
}
