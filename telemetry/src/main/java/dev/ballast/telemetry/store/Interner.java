// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import org.jspecify.annotations.Nullable;

/** Keeps one copy of every label name and value. Not thread-safe. */
final class Interner {

  private @Nullable String[] slots = new @Nullable String[1024];
  private int size;

  String intern(String text) {
    if (size * 3 > slots.length * 2) {
      grow();
    }
    int i = slot(slots, text);
    String known = slots[i];
    if (known != null) {
      return known;
    }
    slots[i] = text;
    size++;
    return text;
  }

  private void grow() {
    @Nullable String[] larger = new @Nullable String[slots.length * 2];
    for (String text : slots) {
      if (text != null) {
        larger[slot(larger, text)] = text;
      }
    }
    slots = larger;
  }

  private static int slot(@Nullable String[] table, String text) {
    int hash = text.hashCode() * 0x9e3779b9;
    int mask = table.length - 1;
    int i = (hash ^ hash >>> 15) & mask;
    while (true) {
      String there = table[i];
      if (there == null || there.equals(text)) {
        return i;
      }
      i = (i + 1) & mask;
    }
  }
}
