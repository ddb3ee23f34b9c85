// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Optional;

/**
 * Says what is wrong with a PromQL query. The parser lives elsewhere, so whoever reads resources
 * brings it along.
 */
@FunctionalInterface
public interface QueryChecker {

  /** Takes every query. */
  QueryChecker NONE = query -> Optional.empty();

  /**
   * What is wrong with a query, as one sentence without a full stop; empty when it parses.
   *
   * @param query PromQL in which the window placeholder is already replaced by {@code 5m}
   */
  Optional<String> problemOf(String query);
}
