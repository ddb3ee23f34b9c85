// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.util.ArrayList;
import java.util.List;

/** Pieces that stand beside each other. */
record Line(List<Text> pieces) {

  static final Line EMPTY = new Line(List.of());

  Line {
    pieces = List.copyOf(pieces);
  }

  static Line of(String text) {
    return new Line(List.of(Text.plain(text)));
  }

  static Line of(Text... pieces) {
    return new Line(List.of(pieces));
  }

  Line and(Text... more) {
    List<Text> all = new ArrayList<>(pieces);
    all.addAll(List.of(more));
    return new Line(all);
  }
}
