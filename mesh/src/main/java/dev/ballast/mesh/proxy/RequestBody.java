// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.upstream.UpstreamStream;
import dev.ballast.model.mesh.Retry;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request between client and endpoint: waits for a connection, and is kept for
 * another try as long as that is safe and it is small enough.
 */
final class RequestBody {

  /** Repeating these has the same effect as doing them once, RFC 9110 section 9.2.2. */
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  private static final int WAITING = 64 * 1024;

  private final boolean idempotent;

  /** Pieces that wait for a connection, or are kept; null while there was none. */
  private @Nullable List<HttpContent> pieces;

  private int written;
  private int held;
  private int longest;
  private boolean keep;
  private boolean started;
  private boolean whole;
  private boolean lost;

  RequestBody(HttpRequest request) {
    idempotent = IDEMPOTENT.contains(request.method());
  }

  void rules(Retry retry) {
    keep = idempotent && retry.attempts() > 1;
    longest = retry.bodyBytes();
  }

  /** Whether another try will be allowed, unless the body grows too large for it. */
  boolean kept() {
    return keep;
  }

  /** Whether the client has sent all of it. */
  boolean whole() {
    return whole;
  }

  /** Whether another try would send the same: no byte was sent, or all were kept. */
  boolean repeatable() {
    return !started || (idempotent && !lost);
  }

  boolean waitsTooMuch() {
    return held > WAITING;
  }

  void add(HttpContent content) {
    whole = content instanceof LastHttpContent;
    if (content.equals(LastHttpContent.EMPTY_LAST_CONTENT)) {
      return; // Written by itself when all others are.
    }
    if (pieces == null) {
      pieces = new ArrayList<>(2);
    }
    pieces.add(content);
    held += content.content().readableBytes();
  }

  /** Writes what was not written yet. */
  void writeTo(UpstreamStream stream) {
    started = true;
    boolean ended = false;
    List<HttpContent> list = pieces;
    if (list != null) {
      keep &= held <= longest;
      while (written < list.size()) {
        HttpContent piece = list.get(written++);
        ended |= piece instanceof LastHttpContent;
        stream.write(piece.retainedDuplicate());
      }
      if (!keep && !list.isEmpty()) {
        lost = true;
        drop();
      }
    }
    if (whole && !ended) {
      stream.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  /** Starts anew with the first piece. */
  void rewind() {
    written = 0;
  }

  void ignore(HttpContent content) {
    whole = content instanceof LastHttpContent;
    content.release();
  }

  void drop() {
    List<HttpContent> list = pieces;
    pieces = null;
    written = 0;
    held = 0;
    if (list != null) {
      list.forEach(HttpContent::release);
    }
  }
}
