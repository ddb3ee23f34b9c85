// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Reads responses, each to a request that was announced before. Interim responses (1xx) are dropped
 * here: what they promise is between neighbours.
 */
public final class ResponseDecoder extends MessageDecoder {

  private HttpMethod method = HttpMethod.GET;

  public ResponseDecoder() {
    super(WireLimits.RESPONSES, 502, false);
  }

  /** Announces a request: whether a body follows depends on its method. */
  public void expect(HttpMethod requested) {
    method = requested;
    proceed();
  }

  @Override
  boolean isInterim(HttpMessage head) {
    return ((HttpResponse) head).status().code() < 200;
  }

  @Override
  boolean mayComeAhead() {
    return false;
  }

  @Override
  HttpMessage readHead(byte[] bytes, int length) throws MalformedException {
    int end = HeadParser.lineEnd(bytes, 0, length);
    boolean http =
        end >= 12
            && HeadParser.text(bytes, 0, 7).equals("HTTP/1.")
            && (bytes[7] == '1' || bytes[7] == '0')
            && bytes[8] == ' ';
    int status = http ? status(bytes) : 0;
    if (status < 100 || status == 101 || (end > 12 && bytes[12] != ' ')) {
      throw new MalformedException(502, "a status line of HTTP/1.1");
    }
    HttpVersion version = bytes[7] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
    HttpHeaders headers = HeadParser.headers(bytes, end + 2, length, limits);
    return new DefaultHttpResponse(version, statusOf(bytes, status, end), headers);
  }

  private static int status(byte[] bytes) {
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = status * 10 + digit;
    }
    return status;
  }

  private static HttpResponseStatus statusOf(byte[] bytes, int code, int end) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(code);
    int length = Math.max(0, end - 13);
    String reason = known.reasonPhrase();
    if (reason.length() == length) {
      boolean same = true;
      for (int i = 0; same && i < length; i++) {
        same = reason.charAt(i) == bytes[13 + i];
      }
      if (same) {
        return known;
      }
    }
    return length == 0 ? known : new HttpResponseStatus(code, HeadParser.text(bytes, 13, end));
  }

  @Override
  Framing framing(HttpMessage head) throws MalformedException {
    HttpHeaders headers = head.headers();
    int status = ((HttpResponse) head).status().code();
    boolean encoded = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    boolean sized = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (encoded && sized) {
      throw new MalformedException(502, "Content-Length or Transfer-Encoding, not both");
    }
    if (status == 204 || status == 304 || method.equals(HttpMethod.HEAD)) {
      return Framing.NONE;
    }
    if (encoded) {
      var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
      if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new MalformedException(502, "no Transfer-Encoding but chunked");
      }
      return Framing.CHUNKED;
    }
    return sized ? new Framing.Fixed(ContentLength.of(headers)) : Framing.UNTIL_CLOSE;
  }
}
