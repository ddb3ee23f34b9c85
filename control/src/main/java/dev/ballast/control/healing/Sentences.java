// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.Locale;

/** What numbers mean, in words. */
final class Sentences {

  private Sentences() {}

  /** From what to what it fell, and how the control group did. */
  static String fall(Episode episode) {
    Reading before = episode.before();
    Reading now = episode.latest();
    if (before == null || now == null) {
      return "";
    }
    String text = String.format(Locale.ROOT, ": from %.4f to %.4f", before.target(), now.target());
    return before.hasControl() && now.hasControl()
        ? text
            + String.format(
                Locale.ROOT,
                ", where nothing was done from %.4f to %.4f",
                before.control(),
                now.control())
        : text + ", without a control group";
  }
}
