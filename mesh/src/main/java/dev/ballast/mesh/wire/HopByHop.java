// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;

/** Headers that are about one connection only, RFC 9110 section 7.6.1. */
public final class HopByHop {

  private static final List<AsciiString> NAMES =
      List.of(
          HttpHeaderNames.CONNECTION,
          AsciiString.cached("keep-alive"),
          AsciiString.cached("proxy-connection"),
          HttpHeaderNames.TE,
          HttpHeaderNames.UPGRADE,
          HttpHeaderNames.PROXY_AUTHENTICATE,
          HttpHeaderNames.PROXY_AUTHORIZATION);

  /** What {@code Connection} must not name: a proxy that dropped these would change the meaning. */
  private static final List<String> KEPT =
      List.of("host", "content-length", "transfer-encoding", "cookie", "authorization");

  private HopByHop() {}

  /** Removes them, and those that {@code Connection} names; framing is left to the encoder. */
  public static void remove(HttpHeaders headers) {
    String connection = headers.get(HttpHeaderNames.CONNECTION);
    if (connection != null) {
      for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
        removeNamed(headers, value);
      }
    }
    boolean trailers = headers.contains(HttpHeaderNames.TE, "trailers", true);
    for (AsciiString name : NAMES) {
      headers.remove(name);
    }
    if (trailers) {
      headers.set(HttpHeaderNames.TE, "trailers"); // gRPC needs it on every hop.
    }
  }

  private static void removeNamed(HttpHeaders headers, String value) {
    if (value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
      return;
    }
    for (String name : value.split(",", -1)) {
      String lower = name.strip().toLowerCase(Locale.ROOT);
      if (!lower.isEmpty() && !KEPT.contains(lower)) {
        headers.remove(lower);
      }
    }
  }

  static void checkTrailers(HttpHeaders trailers) throws MalformedException {
    if (trailers.contains(HttpHeaderNames.CONTENT_LENGTH)
        || trailers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || trailers.contains(HttpHeaderNames.TRAILER)
        || trailers.contains(HttpHeaderNames.HOST)) {
      throw new MalformedException(400, "no header about framing or routing among the trailers");
    }
  }
}
