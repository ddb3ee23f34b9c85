// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.parse.Query;
import java.util.Optional;

/** Checks the queries in resources with the engine's own parser. */
public final class PromqlChecker implements QueryChecker {

  @Override
  public Optional<String> problemOf(String query) {
    try {
      Query.parse(query);
      return Optional.empty();
    } catch (PromqlException e) {
      return Optional.of(e.describe());
    }
  }
}
