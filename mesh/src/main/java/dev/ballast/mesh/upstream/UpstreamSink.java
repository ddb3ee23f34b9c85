// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** Who waits for an endpoint's answer. Everything is told on the event loop that both live on. */
public interface UpstreamSink {

  /** The request may be written now. */
  void onStream(UpstreamStream stream);

  /** There will be no stream, or the one there was broke. */
  void onFailure(UpstreamFailure failure);

  void onHead(HttpResponse head);

  /** A piece of the body, which is the receiver's to release; the last one ends the response. */
  void onContent(HttpContent content);

  /** No more comes for the moment: time to flush. */
  void onPause();

  /** Whether more may be written has changed. */
  void onWritability(boolean writable);
}
