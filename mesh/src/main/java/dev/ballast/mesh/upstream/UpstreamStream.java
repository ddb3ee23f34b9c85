// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;

/**
 * One request on its way to one endpoint: a whole connection of HTTP/1.1, or a stream of HTTP/2.
 */
public interface UpstreamStream {

  void write(HttpRequest head);

  /** Takes over the content's reference. */
  void write(HttpContent content);

  void flush();

  boolean writable();

  /** Stops or goes on reading the response. */
  void read(boolean on);

  /** Whether this is its first request, so that a failure says nothing about a stale connection. */
  boolean fresh();

  /**
   * Both sides are done with each other.
   *
   * @param whole whether request and response were, so that the connection may serve again
   */
  void finish(boolean whole);
}
