// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Instant;

/** Something that was changed on purpose: a release, a configuration edit, a flag. */
public record Change(
    String id, Kind kind, ServiceName service, String version, String summary, Instant at) {

  /** What kind of thing was changed. */
  public enum Kind {
    DEPLOYMENT,
    CONFIGURATION,
    FLAG
  }
}
