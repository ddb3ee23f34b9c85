// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Map;

/** Where an SLI's queries are answered: {@code ballast} is the embedded store. */
public record DataSource(String name, String type, Map<String, String> connection) {

  public DataSource {
    connection = Map.copyOf(connection);
  }
}
