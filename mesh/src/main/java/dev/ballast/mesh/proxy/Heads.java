// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.wire.HopByHop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil;
import org.jspecify.annotations.Nullable;

/** What changes in the heads of messages that pass through. */
final class Heads {

  private Heads() {}

  static void toEndpoint(HttpRequest request, Port port) {
    HttpHeaders headers = request.headers();
    HopByHop.remove(headers);
    headers.remove(HttpHeaderNames.EXPECT);
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, port.service().name());
    }
  }

  static void toClient(HttpResponse response) {
    HopByHop.remove(response.headers());
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** A request that came by HTTP/2, without what its translation added. */
  static void fromStream(HttpRequest request) {
    for (HttpConversionUtil.ExtensionHeaderNames name :
        HttpConversionUtil.ExtensionHeaderNames.values()) {
      request.headers().remove(name.text());
    }
  }

  /** The status in a head that is also the end. */
  static int grpcStatus(HttpResponse head, int otherwise) {
    return number(head.headers().get("grpc-status"), otherwise);
  }

  static int grpcStatus(LastHttpContent last, int otherwise) {
    if (last.equals(LastHttpContent.EMPTY_LAST_CONTENT)) {
      return otherwise;
    }
    return number(last.trailingHeaders().get("grpc-status"), otherwise);
  }

  private static int number(@Nullable String text, int otherwise) {
    if (text == null || text.isEmpty() || text.length() > 2) {
      return otherwise;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return otherwise;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
