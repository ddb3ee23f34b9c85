// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** When the steady state is looked at. */
public enum HypothesisStrategy {
  DEFAULT("default", true, false, true),
  BEFORE("before-method-only", true, false, false),
  AFTER("after-method-only", false, false, true),
  DURING("during-method-only", false, true, false),
  CONTINUOUSLY("continuously", true, true, true);

  private final String word;
  private final boolean before;
  private final boolean during;
  private final boolean after;

  HypothesisStrategy(String word, boolean before, boolean during, boolean after) {
    this.word = word;
    this.before = before;
    this.during = during;
    this.after = after;
  }

  /** As files name it. */
  public String word() {
    return word;
  }

  public boolean before() {
    return before;
  }

  public boolean during() {
    return during;
  }

  public boolean after() {
    return after;
  }

  static Optional<HypothesisStrategy> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(HypothesisStrategy::word).toList();
  }
}
