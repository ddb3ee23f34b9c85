// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is about to be done, complete enough to be resumed or taken back by who knows nothing else.
 *
 * @param key told to whoever acts: the same key is never done twice
 * @param action its word, such as {@code shift}
 * @param target what is changed, for people and for telling whether two actions meet
 * @param before the state that the decision was made upon; empty where it cannot be read
 * @param after the state that is wanted
 * @param undoable whether it can be taken back
 * @param temporary whether it is given back once all is well
 * @param touches the share of the place's requests that it touches, 0..1
 * @param left instances that are left at work; -1 when that is not known
 * @param text in words
 */
public record Intent(
    String key,
    String action,
    String target,
    SortedMap<String, String> before,
    SortedMap<String, String> after,
    boolean undoable,
    boolean temporary,
    double touches,
    int left,
    String text) {

  public Intent {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
  }

  /** Whether the state of the target can be read, so that nobody has to guess what was done. */
  public boolean isReadable() {
    return !before.isEmpty();
  }

  /** Whether it would change anything. */
  public boolean changesNothing() {
    return isReadable() && before.equals(after);
  }

  /** What a state that was read now says about it. */
  public Progress seen(Map<String, String> now, boolean undo) {
    if (now.equals(undo ? before : after)) {
      return Progress.of(Progress.Kind.DONE);
    }
    return now.equals(undo ? after : before)
        ? Progress.of(Progress.Kind.NOT_BEGUN)
        : new Progress(
            Progress.Kind.FOREIGN,
            target + " is " + now + " (expected: " + before + " or " + after + ")");
  }
}
