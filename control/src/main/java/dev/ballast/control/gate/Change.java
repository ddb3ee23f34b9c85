// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

/**
 * What is to be released.
 *
 * @param watcher who watches it from the first step to the last; empty when nobody is named
 */
public record Change(ChangeClass changeClass, String watcher) {

  /** An ordinary one. */
  public static final Change NORMAL = of(ChangeClass.NORMAL);

  public Change {
    watcher = watcher.strip();
  }

  public static Change of(ChangeClass changeClass) {
    return new Change(changeClass, "");
  }
}
