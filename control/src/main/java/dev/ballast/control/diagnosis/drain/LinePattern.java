// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.drain;

import java.util.List;
import java.util.function.Predicate;

/** Tells whether a line is of a template, as {@link TemplateTree#text} writes it. */
public final class LinePattern implements Predicate<String> {

  private final List<String> tokens;

  private LinePattern(List<String> tokens) {
    this.tokens = tokens;
  }

  /** A line as somebody pasted it is a template, too: its values are hidden. */
  public static LinePattern of(String template) {
    return new LinePattern(List.copyOf(Masking.tokens(template)));
  }

  /**
   * The words of somebody's template, split as lines are; one that holds a value is a value. So two
   * templates are the same when their words are.
   */
  public static List<String> words(String template) {
    return Masking.split(template).stream()
        .map(word -> word.contains(Masking.ANY) ? Masking.ANY : word)
        .toList();
  }

  @Override
  public boolean test(String line) {
    List<String> other = Masking.tokens(line);
    if (other.size() != tokens.size()) {
      return false;
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).equals(Masking.ANY) && !tokens.get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
