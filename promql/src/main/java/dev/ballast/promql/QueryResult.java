// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.util.List;

/**
 * What a query gave, with what its author should know about it; a range query's value is a matrix.
 */
public record QueryResult(Value value, List<String> warnings, List<String> infos) {
  public QueryResult {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }
}
