// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.Position;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.StringText;
import java.util.List;

/** The tokens of a query with a place in them. */
final class Tokens {

  private final String input;
  private final List<Token> tokens;
  private int at;

  Tokens(String input) {
    this.input = input;
    this.tokens = new Lexer(input).tokens();
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  /** The token before this one; there is one once {@link #next} was called. */
  Token last() {
    return tokens.get(at - 1);
  }

  boolean accept(String symbol) {
    boolean found = peek().is(symbol);
    if (found) {
      at++;
    }
    return found;
  }

  boolean acceptWord(String word) {
    boolean found = peek().isWord(word);
    if (found) {
      at++;
    }
    return found;
  }

  Token expect(String symbol, String where) {
    Token token = peek();
    if (!token.is(symbol)) {
      throw unexpected(where, "\"" + symbol + "\"");
    }
    return next();
  }

  /** The value of a string token. */
  String string(Token token) {
    try {
      return StringText.unquote(token.text());
    } catch (IllegalArgumentException e) {
      throw error(token.extent(), "bad string " + token.text() + ": " + e.getMessage());
    }
  }

  PromqlException unexpected(String where, String expected) {
    return error(
        peek().extent(),
        "unexpected " + peek().describe() + " " + where + " (expected: " + expected + ")");
  }

  PromqlException error(Extent extent, String message) {
    return new PromqlException(
        PromqlException.Kind.BAD_DATA, message, Position.of(input, extent.start()));
  }
}
