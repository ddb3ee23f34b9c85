// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number that every origin adds to and takes from in a cell of its own; the sum is the value. No
 * addition is ever lost.
 */
public record Counter(SortedMap<Origin, Cell> cells) implements Lattice {

  /** PN-counter, Shapiro, Preguiça, Baquero and Zawirski 2011: two sums that only grow. */
  public record Cell(long added, long taken) {
    static final Cell ZERO = new Cell(0, 0);

    public Cell {
      if (added < 0 || taken < 0) {
        throw new IllegalArgumentException(
            "counter.cell: " + added + " and " + taken + " (expected: at least 0)");
      }
    }
  }

  public static final Counter ZERO = new Counter(new TreeMap<>());

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  public Counter {
    cells = Sorted.copy(cells);
  }

  /**
   * Adds, or takes when negative.
   *
   * @throws ArithmeticException when an origin's sum passes 2^63; nothing was counted then
   */
  public Counter add(Origin origin, long amount) {
    Cell cell = cells.getOrDefault(origin, Cell.ZERO);
    Cell next =
        amount >= 0
            ? new Cell(Math.addExact(cell.added, amount), cell.taken)
            : new Cell(cell.added, Math.subtractExact(cell.taken, amount));
    return new Counter(Sorted.with(cells, origin, next));
  }

  /** The sum; at the ends of 64 bits it stays there. */
  public long value() {
    BigInteger sum = BigInteger.ZERO;
    for (Cell cell : cells.values()) {
      sum = sum.add(BigInteger.valueOf(cell.added)).subtract(BigInteger.valueOf(cell.taken));
    }
    return sum.min(MOST).max(LEAST).longValueExact();
  }

  public Counter merge(Counter other) {
    return new Counter(
        Sorted.merge(
            cells,
            other.cells,
            (origin, a, b) -> new Cell(Math.max(a.added, b.added), Math.max(a.taken, b.taken))));
  }
}
