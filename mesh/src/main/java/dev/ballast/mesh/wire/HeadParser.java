// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/**
 * Reads header lines from bytes, by RFC 9112 and no more lenient: lines end in CRLF, a name is a
 * token with the colon right after it, nothing is folded, values hold no control characters.
 */
final class HeadParser {

  /** Bytes that a token may hold, RFC 9110 section 5.6.2. */
  private static final boolean[] TOKEN = new boolean[256];

  private static final DefaultHttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  static {
    for (int c = '0'; c <= '9'; c++) {
      TOKEN[c] = true;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 'a' + 'A'] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private HeadParser() {}

  static boolean isToken(byte c) {
    return TOKEN[c & 0xff];
  }

  static boolean isToken(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isToken(bytes[i])) {
        return false;
      }
    }
    return to > from;
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * The header lines between two indexes; the empty line at the end belongs to them.
   *
   * @throws MalformedException when a line breaks a rule
   */
  static HttpHeaders headers(byte[] bytes, int from, int to, WireLimits limits)
      throws MalformedException {
    HttpHeaders headers = HEADERS.newHeaders();
    int count = 0;
    int at = from;
    while (at < to) {
      int end = lineEnd(bytes, at, to);
      if (end == at) {
        break;
      }
      if (++count > limits.headers()) {
        throw new MalformedException(431, "at most " + limits.headers() + " headers");
      }
      if (end - at > limits.lineBytes()) {
        throw new MalformedException(431, "a header of at most " + limits.lineBytes() + " bytes");
      }
      addLine(headers, bytes, at, end);
      at = end + 2;
    }
    return headers;
  }

  /** Where the line that starts at an index ends, before its CRLF. */
  static int lineEnd(byte[] bytes, int from, int to) throws MalformedException {
    int i = from;
    while (i < to && bytes[i] != '\r' && bytes[i] != '\n') {
      i++;
    }
    if (i + 1 >= to || bytes[i] != '\r' || bytes[i + 1] != '\n') {
      throw new MalformedException(400, "lines that end in CRLF, and no other CR or LF");
    }
    return i;
  }

  private static void addLine(HttpHeaders headers, byte[] bytes, int from, int end)
      throws MalformedException {
    if (bytes[from] == ' ' || bytes[from] == '\t') {
      throw new MalformedException(400, "no folded header lines");
    }
    int colon = from;
    while (colon < end && isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == end || bytes[colon] != ':') {
      throw new MalformedException(
          400, "a header's name as a token, with the colon right after it");
    }
    int start = colon + 1;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    int stop = end;
    while (stop > start && isBlank(bytes[stop - 1])) {
      stop--;
    }
    for (int i = start; i < stop; i++) {
      byte c = bytes[i];
      if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) {
        throw new MalformedException(400, "no control characters in a header's value");
      }
    }
    headers.add(
        HeaderNames.of(bytes, from, colon), new AsciiString(bytes, start, stop - start, true));
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
