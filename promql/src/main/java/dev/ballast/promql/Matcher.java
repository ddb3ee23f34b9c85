// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

/** One label condition of a selector; regular expressions are RE2, fully anchored. */
public record Matcher(Type type, String name, String value) {

  /** PromQL's four operators. */
  public enum Type {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String symbol;

    Type(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
