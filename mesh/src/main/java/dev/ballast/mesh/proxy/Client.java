// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** Who waits for a response: a connection of HTTP/1.1, or a stream of HTTP/2. */
interface Client {

  void write(HttpResponse head);

  /** Takes over the content's reference. */
  void write(HttpContent content);

  void flush();

  boolean writable();

  /** Stops or goes on reading the request. */
  void read(boolean on);

  /** The response is written as a whole; {@code requestWhole} says whether the request was read. */
  void done(boolean requestWhole);

  /** Ends without the rest of the response, so that the client sees that something is missing. */
  void breakOff();

  /** Ends at once, with a reset where the protocol has one. */
  void reset();

  /** What keeps a request at the same endpoint when nothing better does. */
  String address();
}
