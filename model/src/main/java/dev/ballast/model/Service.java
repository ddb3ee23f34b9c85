// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;

/** Something that answers requests and that somebody answers for. */
public record Service(
    ServiceName name, String description, String team, Kind kind, List<Dependency> dependencies) {

  /** What a service is made of; an external service has no telemetry of its own. */
  public enum Kind {
    INTERNAL,
    DATABASE,
    EXTERNAL
  }

  public Service {
    dependencies = List.copyOf(dependencies);
  }
}
