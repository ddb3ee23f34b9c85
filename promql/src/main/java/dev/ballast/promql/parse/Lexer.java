// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.Position;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a query into tokens. A colon is part of a metric name, except between square brackets, where
 * it parts a subquery's range from its step, and between braces.
 */
final class Lexer {

  private static final String[] SYMBOLS = {
    "==", "!=", "=~", "!~", "<=", ">=", "</", ">/", "<", ">", "=", "+", "-", "*", "/", "%", "^",
    "(", ")", "{", "}", "[", "]", ",", ":", "@"
  };

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int brackets;
  private int braces;

  Lexer(String input) {
    this.input = input;
  }

  /** All tokens; the last is END. */
  List<Token> tokens() {
    while (skipBlanks()) {
      char c = input.charAt(at);
      if (isDigit(c) || (c == '.' && at + 1 < input.length() && isDigit(input.charAt(at + 1)))) {
        number();
      } else if (isWordStart(c)) {
        word();
      } else if (c == '"' || c == '\'' || c == '`') {
        string(c);
      } else {
        symbol();
      }
    }
    add(Token.Kind.END, input.length());
    return tokens;
  }

  private boolean skipBlanks() {
    while (at < input.length()) {
      char c = input.charAt(at);
      if (c == '#') {
        int newline = input.indexOf('\n', at);
        at = newline < 0 ? input.length() : newline;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void number() {
    int end = at;
    boolean hex = input.startsWith("0x", at) || input.startsWith("0X", at);
    if (hex) {
      end = digits(at + 2, 16);
    } else {
      end = digits(end, 10);
      if (end < input.length() && input.charAt(end) == '.') {
        end = digits(end + 1, 10);
      }
      end = exponent(end);
    }
    if (end < input.length() && (isWordStart(input.charAt(end)) && input.charAt(end) != ':')) {
      duration(end);
    } else {
      add(Token.Kind.NUMBER, end);
    }
  }

  private int exponent(int end) {
    if (end >= input.length() || Character.toLowerCase(input.charAt(end)) != 'e') {
      return end;
    }
    int from = end + 1;
    if (from < input.length() && (input.charAt(from) == '+' || input.charAt(from) == '-')) {
      from++;
    }
    int to = digits(from, 10);
    return to > from ? to : end;
  }

  private int digits(int from, int radix) {
    int end = from;
    while (end < input.length()) {
      char c = input.charAt(end);
      boolean separator =
          c == '_'
              && end > from
              && end + 1 < input.length()
              && Character.digit(input.charAt(end + 1), radix) >= 0;
      if (!separator && (c > 127 || Character.digit(c, radix) < 0)) {
        break;
      }
      end++;
    }
    return end;
  }

  private void duration(int from) {
    int end = from;
    while (end < input.length() && (isWordStart(input.charAt(end)) || isDigit(input.charAt(end)))) {
      if (input.charAt(end) == ':') {
        break;
      }
      end++;
    }
    String text = input.substring(at, end);
    if (!text.chars().allMatch(c -> isDigit((char) c) || "smhdwy".indexOf(c) >= 0)) {
      throw error(
          "bad number or duration \"" + text + "\" (expected: as in 1.5, 0x1f, 5m or 1h30m)");
    }
    add(Token.Kind.DURATION, end);
  }

  private void word() {
    int end = at;
    while (end < input.length()) {
      char c = input.charAt(end);
      if (!isWordStart(c) && !isDigit(c)) {
        break;
      }
      if (c == ':' && (brackets > 0 || braces > 0)) {
        break;
      }
      end++;
    }
    if (end == at) {
      symbol();
    } else {
      add(Token.Kind.WORD, end);
    }
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < input.length() && input.charAt(end) != quote) {
      char c = input.charAt(end);
      if (c == '\n' && quote != '`') {
        break;
      }
      end += c == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= input.length() || input.charAt(end) != quote) {
      throw error("this string is not closed (expected: " + quote + " at its end)");
    }
    add(Token.Kind.STRING, end + 1);
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (input.startsWith(symbol, at)) {
        switch (symbol) {
          case "[" -> brackets++;
          case "]" -> brackets--;
          case "{" -> braces++;
          case "}" -> braces--;
          default -> {}
        }
        add(Token.Kind.SYMBOL, at + symbol.length());
        return;
      }
    }
    throw error("unexpected character \"" + Character.toString(input.codePointAt(at)) + "\"");
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, input.substring(at, end), new Extent(at, end)));
    at = end;
  }

  private PromqlException error(String message) {
    return new PromqlException(PromqlException.Kind.BAD_DATA, message, Position.of(input, at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
  }
}
