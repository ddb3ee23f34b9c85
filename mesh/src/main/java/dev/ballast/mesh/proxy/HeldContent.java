// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pieces of a response that arrived while a fault holds it back. */
final class HeldContent {

  private @Nullable List<HttpContent> pieces;

  void add(HttpContent content) {
    if (pieces == null) {
      pieces = new ArrayList<>();
    }
    pieces.add(content);
  }

  /** Hands all of them on, in order; each is the receiver's to release. */
  void passTo(Consumer<HttpContent> receiver) {
    List<HttpContent> waiting = pieces;
    pieces = null;
    if (waiting != null) {
      waiting.forEach(receiver);
    }
  }
}
