// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.ast.Extent;

/** A piece of a query; the text of a string keeps its quotes. */
record Token(Kind kind, String text, Extent extent) {

  enum Kind {
    WORD,
    NUMBER,
    DURATION,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  /** As an error message names it. */
  String describe() {
    return switch (kind) {
      case END -> "end of input";
      case STRING -> "string " + text;
      case NUMBER -> "number \"" + text + "\"";
      case DURATION -> "duration \"" + text + "\"";
      case WORD, SYMBOL -> "\"" + text + "\"";
    };
  }
}
