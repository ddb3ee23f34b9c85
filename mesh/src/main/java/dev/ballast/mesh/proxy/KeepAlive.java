// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Whether a connection of HTTP/1.x goes on after an answer, and what the answer's head says of it
 * and of its own end: RFC 9112 sections 6.3 and 9.3.
 */
final class KeepAlive {

  private boolean on;
  private boolean legacy;

  /** The client wants it, or not. */
  void ask(HttpRequest head) {
    legacy = !head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    HttpHeaders headers = head.headers();
    if (headers.get(HttpHeaderNames.CONNECTION) == null) {
      on = !legacy;
    } else if (legacy) {
      on = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true);
    } else {
      on = !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }
  }

  boolean on() {
    return on;
  }

  void end() {
    on = false;
  }

  /** Whether the client speaks HTTP/1.0: without chunks, and without interim answers. */
  boolean legacy() {
    return legacy;
  }

  /** Writes into the head of an answer how it ends, and whether the connection goes on. */
  void frame(HttpResponse head, boolean noBody) {
    HttpHeaders headers = head.headers();
    if (legacy && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
      on = false;
    }
    boolean bounded =
        headers.contains(HttpHeaderNames.CONTENT_LENGTH)
            || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            || noBody;
    if (!bounded && !legacy) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    on &= bounded || !legacy;
    if (!on) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (legacy) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }
}
