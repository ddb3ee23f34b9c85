// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.List;

/** Names of headers that most messages have, so that they are not made anew for each message. */
final class HeaderNames {

  private static final int SLOTS = 256;
  private static final AsciiString[] KNOWN = new AsciiString[SLOTS];

  static {
    List<AsciiString> names =
        List.of(
            HttpHeaderNames.HOST,
            HttpHeaderNames.USER_AGENT,
            HttpHeaderNames.ACCEPT,
            HttpHeaderNames.ACCEPT_ENCODING,
            HttpHeaderNames.ACCEPT_LANGUAGE,
            HttpHeaderNames.AUTHORIZATION,
            HttpHeaderNames.CACHE_CONTROL,
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.CONTENT_TYPE,
            HttpHeaderNames.COOKIE,
            HttpHeaderNames.DATE,
            HttpHeaderNames.ETAG,
            HttpHeaderNames.LAST_MODIFIED,
            HttpHeaderNames.SERVER,
            HttpHeaderNames.SET_COOKIE,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.VARY,
            AsciiString.cached("traceparent"),
            AsciiString.cached("tracestate"),
            AsciiString.cached("baggage"),
            AsciiString.cached("x-request-id"),
            AsciiString.cached("Host"),
            AsciiString.cached("User-Agent"),
            AsciiString.cached("Accept"),
            AsciiString.cached("Connection"),
            AsciiString.cached("Content-Length"),
            AsciiString.cached("Content-Type"),
            AsciiString.cached("Date"),
            AsciiString.cached("Server"),
            AsciiString.cached("Last-Modified"),
            AsciiString.cached("ETag"),
            AsciiString.cached("Accept-Ranges"),
            AsciiString.cached("Transfer-Encoding"));
    for (AsciiString name : names) {
      byte[] bytes = name.toByteArray();
      KNOWN[slot(bytes, 0, bytes.length)] = name;
    }
  }

  private HeaderNames() {}

  static AsciiString of(byte[] bytes, int from, int to) {
    AsciiString known = KNOWN[slot(bytes, from, to)];
    if (known != null && equal(known, bytes, from, to)) {
      return known;
    }
    return new AsciiString(bytes, from, to - from, true);
  }

  /** By length, first and last letter; a collision only costs an object. */
  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    return (length * 31 + bytes[from] * 7 + bytes[to - 1]) & (SLOTS - 1);
  }

  private static boolean equal(AsciiString known, byte[] bytes, int from, int to) {
    if (known.length() != to - from) {
      return false;
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.byteAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
