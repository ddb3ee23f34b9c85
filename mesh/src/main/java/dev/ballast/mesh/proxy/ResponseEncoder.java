// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;

/** Writes responses; knows that an answer to HEAD has no body, whatever its headers say. */
final class ResponseEncoder extends HttpResponseEncoder {

  static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private boolean head;

  void answers(HttpMethod method) {
    head = method.equals(HttpMethod.HEAD);
  }

  boolean hasNoBody(HttpResponse response) {
    return isContentAlwaysEmpty(response);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return head || super.isContentAlwaysEmpty(response);
  }

  /** Both lengths are kept for HEAD, where they describe what GET would bring. */
  @Override
  protected void sanitizeHeadersBeforeEncode(HttpResponse response, boolean alwaysEmpty) {
    if (!head) {
      super.sanitizeHeadersBeforeEncode(response, alwaysEmpty);
    }
  }
}
