// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.connect.gameday.NameWatch;
import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a day itself sends and asks while it goes on. Of one that was cut off nothing is left. */
final class DaySenses implements AutoCloseable {

  private @Nullable Canaries canaries;
  private @Nullable NameWatch names;

  /**
   * Begins, unless nothing is going to be broken.
   *
   * @param loads as they are sent
   */
  synchronized void begin(GameDay day, List<CanaryLoad> loads, InstantSource clock) {
    if (day.mode() == GameDay.Mode.REHEARSE) {
      return;
    }
    if (!loads.isEmpty()) {
      canaries = new Canaries(clock);
      canaries.start(loads);
    }
    if (!day.names().isEmpty()) {
      names = new NameWatch(clock);
      names.start(day.names());
    }
  }

  synchronized List<Canaries.Second> users() {
    return canaries == null ? List.of() : canaries.settled();
  }

  /** Acknowledged writes of each load that keeps account of them. */
  synchronized Map<String, Map<String, Instant>> writes() {
    return canaries == null ? Map.of() : canaries.writes();
  }

  synchronized List<NameWatch.Heard> names() {
    return names == null ? List.of() : names.heard();
  }

  @Override
  public synchronized void close() {
    if (canaries != null) {
      canaries.close();
    }
    if (names != null) {
      names.close();
    }
  }
}
