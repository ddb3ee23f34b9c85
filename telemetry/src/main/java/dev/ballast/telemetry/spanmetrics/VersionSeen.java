// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import java.time.Instant;

/**
 * A version of a service that has just sent its first span from a region; region may be empty.
 *
 * @param firstSeen when the span arrived here
 */
public record VersionSeen(String service, String region, String version, Instant firstSeen) {

  /** Is told of each (service, region, version) once; must return quickly. */
  @FunctionalInterface
  public interface Listener {
    void seen(VersionSeen version);
  }
}
