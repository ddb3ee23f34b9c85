// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of short rows of numbers, exact and of bounded size. Rows lie one after the other in pages;
 * a table of their places, open addressing, finds them.
 */
final class Memo {

  private static final int PAGE = 1 << 14;
  private static final int SMALL = 1 << 10;

  private final long mostBytes;
  private final List<long[]> pages = new ArrayList<>();
  private int[] table = new int[SMALL];
  private int rows;
  private int used;
  private int last;

  Memo(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void clear() {
    if (table.length > SMALL) {
      table = new int[SMALL];
    } else {
      Arrays.fill(table, 0);
    }
    while (pages.size() > 1) {
      pages.removeLast();
    }
    rows = 0;
    used = 0;
    last = 0;
  }

  /** What became of a row that was to be added. */
  enum Added {
    NEW,
    KNOWN,
    FULL
  }

  Added add(long[] row, int length) {
    int mask = table.length - 1;
    int slot = hash(row, 0, length) & mask;
    while (table[slot] != 0) {
      if (equal(table[slot] - 1, row, length)) {
        return Added.KNOWN;
      }
      slot = (slot + 1) & mask;
    }
    if (length + 1 > PAGE || bytes() > mostBytes) {
      return Added.FULL;
    }
    table[slot] = store(row, length) + 1;
    if (++rows * 2 > table.length) {
      grow();
    }
    return Added.NEW;
  }

  int rows() {
    return rows;
  }

  /** Shows every row: its page, where it begins there, and its length. */
  void forEach(Row look) {
    for (int place : table) {
      if (place != 0) {
        long[] page = pages.get((place - 1) / PAGE);
        int at = (place - 1) % PAGE;
        look.row(page, at + 1, (int) page[at]);
      }
    }
  }

  /** Looks at one row. */
  interface Row {
    void row(long[] page, int from, int length);
  }

  private long bytes() {
    return (long) pages.size() * PAGE * Long.BYTES + (long) table.length * Integer.BYTES * 3;
  }

  private int store(long[] row, int length) {
    if (pages.isEmpty() || used + length + 1 > PAGE) {
      if (!pages.isEmpty()) {
        last++;
      }
      if (pages.size() == last) {
        pages.add(new long[PAGE]);
      }
      used = 0;
    }
    long[] page = pages.get(last);
    int at = used;
    page[at] = length;
    System.arraycopy(row, 0, page, at + 1, length);
    used += length + 1;
    return last * PAGE + at;
  }

  private boolean equal(int place, long[] row, int length) {
    long[] page = pages.get(place / PAGE);
    int at = place % PAGE;
    return page[at] == length && Arrays.equals(page, at + 1, at + 1 + length, row, 0, length);
  }

  private void grow() {
    int[] old = table;
    table = new int[old.length * 2];
    int mask = table.length - 1;
    for (int place : old) {
      if (place != 0) {
        long[] page = pages.get((place - 1) / PAGE);
        int at = (place - 1) % PAGE;
        int slot = hash(page, at + 1, (int) page[at]) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = place;
      }
    }
  }

  private static int hash(long[] row, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ row[i]) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ (hash >>> 32));
  }
}
