// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;

/**
 * Something that answers requests and that somebody answers for.
 *
 * @param runbook what to do when it is ill: a URL, or a Markdown file beside the configuration;
 *     empty: none
 */
public record Service(
    ServiceName name,
    String description,
    String team,
    Kind kind,
    List<Dependency> dependencies,
    String runbook) {

  /** What a service is made of; an external service has no telemetry of its own. */
  public enum Kind {
    INTERNAL,
    DATABASE,
    EXTERNAL
  }

  /** One that nobody has written a runbook for. */
  public Service(
      ServiceName name, String description, String team, Kind kind, List<Dependency> dependencies) {
    this(name, description, team, kind, dependencies, "");
  }

  public Service {
    dependencies = List.copyOf(dependencies);
  }
}
