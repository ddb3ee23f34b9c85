// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Reads requests of HTTP/1.0 and HTTP/1.1. */
public final class RequestDecoder extends MessageDecoder {

  public RequestDecoder(WireLimits limits) {
    super(limits, 414, true);
  }

  @Override
  boolean isInterim(HttpMessage head) {
    return false;
  }

  @Override
  boolean mayComeAhead() {
    return true;
  }

  @Override
  HttpMessage readHead(byte[] bytes, int length) throws MalformedException {
    int end = HeadParser.lineEnd(bytes, 0, length);
    if (end > limits.lineBytes()) {
      throw new MalformedException(414, "a first line of at most " + limits.lineBytes() + " bytes");
    }
    int method = 0;
    while (method < end && HeadParser.isToken(bytes[method])) {
      method++;
    }
    int target = method + 1;
    int space = target;
    while (space < end && bytes[space] > ' ' && bytes[space] != 0x7f) {
      space++;
    }
    boolean shaped =
        method > 0
            && method < end
            && bytes[method] == ' '
            && space > target
            && space < end
            && bytes[space] == ' ';
    if (!shaped) {
      throw new MalformedException(400, "a request line of method, target and version");
    }
    HttpVersion version = version(bytes, space + 1, end);
    HttpHeaders headers = HeadParser.headers(bytes, end + 2, length, limits);
    String uri = originForm(HeadParser.text(bytes, target, space), headers);
    checkHost(headers, version);
    return new DefaultHttpRequest(
        version, HttpMethod.valueOf(HeadParser.text(bytes, 0, method)), uri, headers);
  }

  private static HttpVersion version(byte[] bytes, int from, int end) throws MalformedException {
    boolean http =
        end - from == 8
            && bytes[from] == 'H'
            && bytes[from + 1] == 'T'
            && bytes[from + 2] == 'T'
            && bytes[from + 3] == 'P'
            && bytes[from + 4] == '/'
            && bytes[from + 6] == '.';
    if (!http) {
      throw new MalformedException(400, "a version as HTTP/1.1");
    }
    if (bytes[from + 5] == '1' && bytes[from + 7] == '1') {
      return HttpVersion.HTTP_1_1;
    }
    if (bytes[from + 5] == '1' && bytes[from + 7] == '0') {
      return HttpVersion.HTTP_1_0;
    }
    throw new MalformedException(505, "HTTP/1.0 or HTTP/1.1");
  }

  /** RFC 9112 section 3.2.2: the authority of an absolute target replaces the header Host. */
  private static String originForm(String target, HttpHeaders headers) throws MalformedException {
    if (target.charAt(0) == '/' || target.equals("*")) {
      return target;
    }
    if (!target.regionMatches(true, 0, "http://", 0, 7)) {
      throw new MalformedException(400, "a target that is a path or an http:// address");
    }
    int slash = target.indexOf('/', 7);
    String authority = slash < 0 ? target.substring(7) : target.substring(7, slash);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      throw new MalformedException(400, "an address with a host and without a user");
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() == 1) {
      headers.set(HttpHeaderNames.HOST, authority);
    }
    return slash < 0 ? "/" : target.substring(slash);
  }

  private static void checkHost(HttpHeaders headers, HttpVersion version)
      throws MalformedException {
    String host = headers.get(HttpHeaderNames.HOST);
    boolean one = host != null && headers.getAll(HttpHeaderNames.HOST).size() == 1;
    boolean none = host == null && version.equals(HttpVersion.HTTP_1_0);
    if (!one && !none) {
      throw new MalformedException(400, "one header Host");
    }
    if (host != null
        && (host.indexOf(' ') >= 0 || host.indexOf(',') >= 0 || host.indexOf('/') >= 0)) {
      throw new MalformedException(400, "a Host of one name and perhaps a port");
    }
  }

  @Override
  Framing framing(HttpMessage head) throws MalformedException {
    HttpHeaders headers = head.headers();
    boolean encoded = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    boolean sized = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (encoded && sized) {
      throw new MalformedException(400, "Content-Length or Transfer-Encoding, not both");
    }
    if (encoded) {
      return chunked(head);
    }
    return sized ? new Framing.Fixed(ContentLength.of(headers)) : Framing.NONE;
  }

  private static Framing chunked(HttpMessage head) throws MalformedException {
    List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1) || codings.size() != 1) {
      throw new MalformedException(400, "one Transfer-Encoding, in HTTP/1.1 only");
    }
    if (!codings.getFirst().equalsIgnoreCase("chunked")) {
      boolean hidden = codings.getFirst().toLowerCase(java.util.Locale.ROOT).contains("chunked");
      throw new MalformedException(hidden ? 400 : 501, "no Transfer-Encoding but chunked");
    }
    return Framing.CHUNKED;
  }
}
