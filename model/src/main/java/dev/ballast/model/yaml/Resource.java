// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Optional;

/**
 * One resource in a file, checked against the shape of its kind.
 *
 * @param name as written, even where it breaks the rule for names; empty when there is none
 */
record Resource(Kind kind, String name, Cursor cursor) {

  /** Where it is defined: its name, or where it starts. */
  Place place() {
    return cursor
        .at("metadata")
        .flatMap(m -> m.at("name"))
        .map(Cursor::place)
        .orElse(cursor.place());
  }

  Optional<Cursor> spec() {
    return cursor.at("spec");
  }

  Optional<String> displayName() {
    return cursor.at("metadata").flatMap(m -> m.text("displayName"));
  }

  /** Kubernetes' namespace; empty when there is none. */
  String namespace() {
    return cursor.at("metadata").flatMap(m -> m.text("namespace")).orElse("");
  }

  /** Whether its name is valid, so that it can become part of a configuration. */
  boolean isNamed() {
    return cursor.at("metadata").flatMap(m -> m.text("name")).isPresent();
  }
}
