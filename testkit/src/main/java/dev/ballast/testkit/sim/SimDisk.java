// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Keeps what was synced. A crash leaves any number of the first batches that were written since.
 *
 * @param <V> what is kept; never changed by anybody
 */
public final class SimDisk<V> {

  private final RandomGenerator random;
  private final boolean lies;
  private final SortedMap<String, V> synced = new TreeMap<>();
  private final List<Map<String, V>> pending = new ArrayList<>();

  /**
   * An empty disk.
   *
   * @param lies says that it has synced and has not, as disks and file systems have been found to
   */
  public SimDisk(RandomGenerator random, boolean lies) {
    this.random = random;
    this.lies = lies;
  }

  /** Writes some values together: after a crash all of them are there or none. */
  public void write(Map<String, V> batch) {
    pending.add(new HashMap<>(batch));
  }

  public void sync() {
    if (!lies) {
      flush(pending.size());
    }
  }

  public void crash() {
    flush(pending.isEmpty() ? 0 : random.nextInt(pending.size() + 1));
    pending.clear();
  }

  /** What a process finds that starts now. */
  public SortedMap<String, V> contents() {
    return new TreeMap<>(synced);
  }

  private void flush(int batches) {
    for (int i = 0; i < batches; i++) {
      synced.putAll(pending.get(i));
    }
    pending.subList(0, batches).clear();
  }
}
