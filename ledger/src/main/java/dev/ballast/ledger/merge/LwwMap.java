// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.SortedMap;
import java.util.TreeMap;

/** A map of which for each key the last write stays, deletions included. */
public record LwwMap(SortedMap<String, Register> entries) implements Lattice {

  public static final LwwMap EMPTY = new LwwMap(new TreeMap<>());

  public LwwMap {
    entries = Sorted.copy(entries);
    entries.keySet().forEach(Content.Text::new);
  }

  /** What is there, without what was deleted. */
  public SortedMap<String, String> live() {
    SortedMap<String, String> live = new TreeMap<>();
    entries.forEach(
        (key, register) -> {
          if (register.content() instanceof Content.Text(String text)) {
            live.put(key, text);
          }
        });
    return live;
  }

  public LwwMap put(Stamp now, String key, String text) {
    return new LwwMap(Sorted.with(entries, key, at(key).write(now, text)));
  }

  /** Leaves a tombstone also where nothing was: the write may be on its way. */
  public LwwMap remove(Stamp now, String key) {
    return new LwwMap(Sorted.with(entries, key, at(key).delete(now)));
  }

  public LwwMap merge(LwwMap other, Losses losses) {
    return new LwwMap(
        Sorted.merge(entries, other.entries, (key, a, b) -> a.merge(b, losses.under(key))));
  }

  private Register at(String key) {
    return entries.getOrDefault(key, Register.EMPTY);
  }
}
