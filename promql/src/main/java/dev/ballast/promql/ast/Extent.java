// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/**
 * The stretch of a query's text that a node was read from; offsets in characters, end exclusive.
 */
public record Extent(int start, int end) {

  /** For nodes that were made, not read. */
  public static final Extent NONE = new Extent(0, 0);

  public Extent to(Extent last) {
    return new Extent(start, last.end);
  }
}
