// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.ChangeClass;
import dev.ballast.server.http.ApiException;
import java.util.Optional;

/** What somebody says about a change, as text from outside. */
public final class Wishes {

  private static final int LONGEST_NAME = 200;

  private Wishes() {}

  /**
   * The change.
   *
   * @throws ApiException when a text is not what it should be
   */
  public static Change change(String changeClass, String watcher) {
    ChangeClass known =
        changeClass(changeClass)
            .orElseThrow(
                () ->
                    ApiException.badRequest(
                        "change_class: " + changeClass + " (expected: normal or critical-fix)"));
    if (!isName(watcher)) {
      throw ApiException.badRequest(
          "watched_by: %d characters (expected: at most %d, no control characters)"
              .formatted(watcher.length(), LONGEST_NAME));
    }
    return new Change(known, watcher);
  }

  /** By its name, with dashes or underscores; empty when there is none. */
  static Optional<ChangeClass> changeClass(String text) {
    return switch (text.replace('-', '_')) {
      case "", "normal" -> Optional.of(ChangeClass.NORMAL);
      case "critical_fix" -> Optional.of(ChangeClass.CRITICAL_FIX);
      default -> Optional.empty();
    };
  }

  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
  }
}
