// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known while it is broken.
 *
 * @param alerted when the first alert about it fired; null: none yet
 * @param fired names of all alerts that fired
 * @param declared when the first incident opened; null: none yet
 * @param share of requests that the region serves now; NaN: not known
 * @param successFor how long users have been served as well as is asked for; zero: they are not
 * @param success the share of their requests now; NaN: not known
 */
public record Watched(
    @Nullable Instant alerted,
    List<String> fired,
    @Nullable Instant declared,
    double share,
    Duration successFor,
    double success) {
  public Watched {
    fired = List.copyOf(fired);
  }
}
