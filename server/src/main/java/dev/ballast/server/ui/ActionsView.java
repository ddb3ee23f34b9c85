// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** What is left to do after incidents. */
public record ActionsView(String sentence, List<Line> open, List<Line> done) {

  /**
   * One item.
   *
   * @param css and word of how it stands
   * @param incident the id that it follows from; may be empty
   * @param finish the address that says it is done; empty when this reader may not
   */
  public record Line(
      String id,
      String title,
      String owner,
      String css,
      String word,
      String due,
      String incident,
      String note,
      String finish) {}

  public ActionsView {
    open = List.copyOf(open);
    done = List.copyOf(done);
  }

  public boolean isEmpty() {
    return open.isEmpty() && done.isEmpty();
  }
}
