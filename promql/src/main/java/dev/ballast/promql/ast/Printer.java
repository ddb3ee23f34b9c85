// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** Trees back to text, in one canonical form that parses to the same tree. */
public final class Printer {

  private Printer() {}

  public static String print(Expr query) {
    String pending = query.toString() + "";
    throw new UnsupportedOperationException(pending);
  }
}
