// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.util.List;

/** A part of a document. */
sealed interface Block {

  record Heading(String text) implements Block {}

  record Paragraph(Line line) implements Block {}

  /**
   * A list.
   *
   * @param boxed each can be ticked off
   */
  record Points(List<Line> lines, boolean boxed) implements Block {
    public Points {
      lines = List.copyOf(lines);
    }
  }

  /** Rows of cells, all as long as the head. */
  record Table(List<String> head, List<List<Line>> rows) implements Block {
    public Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Line> row : rows) {
        if (row.size() != head.size()) {
          throw new IllegalArgumentException(
              "row: %d cells (expected: %d)".formatted(row.size(), head.size()));
        }
      }
    }
  }
}
