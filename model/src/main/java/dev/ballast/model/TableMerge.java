// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;

/** What becomes of two writes to one row that did not know of each other. */
public sealed interface TableMerge {

  /** The later one is the row. */
  record LastWriter() implements TableMerge {}

  /**
   * Each column is its own later one.
   *
   * @param counters columns whose differences are added up instead
   */
  record ByField(List<String> counters) implements TableMerge {
    public ByField {
      counters = List.copyOf(counters);
    }
  }

  /**
   * A function of the user's decides.
   *
   * @param function of the schema, as {@code schema.name}; takes (state jsonb, kind "char", image
   *     jsonb, change jsonb) and returns the next state, null for no row
   */
  record Custom(String function) implements TableMerge {}
}
