// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * String literals to values and back. A byte that is not valid UTF-8 (written {@code \xc5}) is kept
 * as the lone surrogate U+DC00 + byte, so that it can be told apart and printed again.
 */
public final class StringText {

  private static final String ESCAPES = "abfnrtv\\'\"";
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\'\"";

  private StringText() {}

  /** The value as a literal in double quotes. */
  public static String quote(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    value
        .codePoints()
        .forEach(
            c -> {
              int escape = c == '\'' || c > 127 ? -1 : ESCAPED.indexOf(c);
              if (escape >= 0) {
                text.append('\\').append(ESCAPES.charAt(escape));
              } else if (c < 0x20 || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else if (isRawByte(c)) {
                text.append(String.format(Locale.ROOT, "\\x%02x", c - 0xdc00));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.append('"').toString();
  }

  /** Whether the value is valid UTF-8, as label names and values must be. */
  public static boolean isValid(String value) {
    return value.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static boolean isRawByte(int c) {
    return c >= 0xdc80 && c <= 0xdcff;
  }

  /**
   * The value of a literal with its quotes: {@code "…"}, {@code '…'} with escapes, or {@code `…`}
   * without.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static String unquote(String literal) {
    char quote = literal.charAt(0);
    String body = literal.substring(1, literal.length() - 1);
    if (quote == '`' || body.indexOf('\\') < 0) {
      return body;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
    int i = 0;
    while (i < body.length()) {
      int c = body.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\\') {
        i = escape(body, i, quote, bytes);
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return decode(bytes.toByteArray());
  }

  private static int escape(String body, int i, char quote, ByteArrayOutputStream bytes) {
    if (i >= body.length()) {
      throw new IllegalArgumentException("a backslash at the end");
    }
    char c = body.charAt(i);
    int simple = ESCAPES.indexOf(c);
    boolean otherQuote = (c == '"' || c == '\'') && c != quote;
    if (simple >= 0 && !otherQuote) {
      bytes.write(ESCAPED.charAt(simple));
      return i + 1;
    }
    return switch (c) {
      case 'x' -> number(body, i + 1, 2, 16, bytes, true);
      case 'u' -> number(body, i + 1, 4, 16, bytes, false);
      case 'U' -> number(body, i + 1, 8, 16, bytes, false);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(body, i, 3, 8, bytes, true);
      default -> throw new IllegalArgumentException("unknown escape \\" + c);
    };
  }

  private static int number(
      String body, int from, int length, int radix, ByteArrayOutputStream bytes, boolean raw) {
    int to = from + length;
    if (to > body.length()) {
      throw new IllegalArgumentException("an escape that is too short");
    }
    int value;
    try {
      value = Integer.parseUnsignedInt(body, from, to, radix);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("bad escape " + body.substring(from, to), e);
    }
    if (raw) {
      if (value > 255) {
        throw new IllegalArgumentException("bad escape " + body.substring(from, to));
      }
      bytes.write(value);
    } else {
      if (!Character.isValidCodePoint(value) || (value >= 0xd800 && value <= 0xdfff)) {
        throw new IllegalArgumentException("no such character: " + body.substring(from, to));
      }
      bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
    }
    return to;
  }

  private static String decode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = sequence(bytes, i);
      if (length == 0) {
        text.append((char) (0xdc00 + (bytes[i++] & 0xff)));
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /** The length of the valid UTF-8 sequence that starts here, 0 when there is none. */
  private static int sequence(byte[] bytes, int i) {
    int first = bytes[i] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 0 || first > 0xf4 || i + length > bytes.length) {
      return 0;
    }
    String decoded = new String(bytes, i, length, StandardCharsets.UTF_8);
    byte[] again = decoded.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, i, i + length) ? length : 0;
  }
}
