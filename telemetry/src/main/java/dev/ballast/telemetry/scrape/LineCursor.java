// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

/** A place in exposed text, with what the formats' tokens have in common. Not thread-safe. */
final class LineCursor {

  private final String text;
  private int position;
  private int line = 1;

  LineCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  boolean atLineEnd() {
    return atEnd() || text.charAt(position) == '\n' || text.startsWith("\r\n", position);
  }

  /** The character here; NUL at the end of the text. */
  char here() {
    return atEnd() ? '\0' : text.charAt(position);
  }

  int position() {
    return position;
  }

  String since(int start) {
    return text.substring(start, position);
  }

  void blanks() {
    while (here() == ' ' || here() == '\t') {
      position++;
    }
  }

  boolean take(char c) {
    if (here() == c && !atEnd()) {
      position++;
      return true;
    }
    return false;
  }

  boolean take(String word) {
    if (text.startsWith(word, position)) {
      position += word.length();
      return true;
    }
    return false;
  }

  void expect(char c) {
    if (!take(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  void restOfLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end;
  }

  void nextLine() {
    take('\r');
    if (!atEnd()) {
      if (!take('\n')) {
        throw unexpected("the end of the line");
      }
      line++;
    }
  }

  /** A run of letters, digits and underscores (colons too in metric names), no digit first. */
  String name(boolean colons) {
    int start = position;
    while (nameCharacter(here(), colons, position == start)) {
      position++;
    }
    if (position == start) {
      throw unexpected("a name");
    }
    return since(start);
  }

  /** A run of anything but blanks and line ends. */
  String word(String what) {
    int start = position;
    while (!atLineEnd() && here() != ' ' && here() != '\t') {
      position++;
    }
    if (position == start) {
      throw unexpected(what);
    }
    return since(start);
  }

  /** A quoted string with its escapes resolved. */
  String quoted() {
    expect('"');
    int start = position;
    boolean escapes = false;
    while (here() != '"') {
      if (atEnd() || here() == '\n') {
        throw unexpected("a closing quote");
      }
      escapes |= here() == '\\';
      position += here() == '\\' ? 2 : 1;
    }
    String raw = since(start);
    position++;
    return escapes ? unescaped(raw) : raw;
  }

  /** Resolves {@code \\}, {@code \n} and {@code \"}; any other backslash stays. */
  static String unescaped(String raw) {
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      char next = i + 1 < raw.length() ? raw.charAt(i + 1) : '\0';
      if (c == '\\' && (next == '\\' || next == '"' || next == 'n')) {
        plain.append(next == 'n' ? '\n' : next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  ExpositionException unexpected(String expected) {
    return problem(atLineEnd() ? "end of line" : "'" + here() + "'", expected);
  }

  ExpositionException problem(String found, String expected) {
    return new ExpositionException(line, found, expected);
  }

  private static boolean nameCharacter(char c, boolean colons, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (colons && c == ':')
        || (!first && c >= '0' && c <= '9');
  }
}
