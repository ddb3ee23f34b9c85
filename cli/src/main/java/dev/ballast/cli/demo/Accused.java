// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A cause that Ballast named.
 *
 * @param incident its id
 * @param named when it was first seen to be named
 * @param kind service, edge, change, external or node
 * @param detail what it is about the name: a version, the called one, what is used up
 * @param cause the class of the cause
 */
record Accused(
    String incident,
    Instant named,
    String kind,
    String name,
    String region,
    String detail,
    String cause,
    String text) {

  static Accused of(JsonNode incident, Instant now) {
    JsonNode suspect = incident.path("cause");
    return new Accused(
        incident.path("id").asString(""),
        now,
        suspect.path("kind").asString(""),
        suspect.path("name").asString(""),
        suspect.path("region").asString(""),
        suspect.path("detail").asString(""),
        incident.path("cause_class").asString(""),
        suspect.path("text").asString(""));
  }

  boolean isSameAs(Accused other) {
    return incident.equals(other.incident) && kind.equals(other.kind) && text.equals(other.text);
  }

  /** Whether that is what was really done. */
  boolean isRight(Truth truth) {
    boolean here = region.equals(truth.region()) || truth.region().isEmpty();
    if (truth.isSurge()) {
      return cause.equals("traffic") && name.equals(truth.target()) && here;
    }
    if (truth.full().isPresent()) {
      return kind.equals("service")
          && cause.equals("saturation")
          && name.equals(truth.target())
          && !detail.isEmpty()
          && here;
    }
    if (!truth.version().isEmpty()) {
      return kind.equals("change")
          && name.equals(truth.target())
          && detail.equals(truth.version())
          && here;
    }
    if (!truth.slowTo().isEmpty()) {
      // From a third party without telemetry, nobody can tell its own time from the way to it.
      return kind.equals("external")
          ? name.equals(truth.slowTo())
          : kind.equals("edge")
              && name.equals(truth.target())
              && detail.equals(truth.slowTo())
              && here;
    }
    return kind.equals("service")
        && name.equals(truth.target())
        && here
        && !cause.equals("traffic");
  }
}
