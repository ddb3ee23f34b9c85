// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import java.util.List;

/** Reads PromQL text. */
public final class Query {

  private Query() {}

  /**
   * Parses and type-checks a query.
   *
   * @throws PromqlException with kind BAD_DATA and the position of the problem
   */
  public static Expr parse(String text) {
    return new Parser(text).parse();
  }

  /** Parses a lone series selector, as {@code match[]} of the HTTP API takes it. */
  public static List<Matcher> parseSelector(String text) {
    return new Parser(text).parseSelector().matchers();
  }
}
