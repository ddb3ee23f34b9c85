// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** The header {@code Content-Length}: once, and digits only. */
final class ContentLength {

  private static final int LONGEST = 18;

  private ContentLength() {}

  static long of(HttpHeaders headers) throws MalformedException {
    List<String> values = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (values.size() != 1) {
      throw new MalformedException(400, "one Content-Length");
    }
    String text = values.getFirst();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new MalformedException(400, "a Content-Length of 1 to " + LONGEST + " digits");
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new MalformedException(400, "a Content-Length of digits only");
      }
      length = length * 10 + digit;
    }
    return length;
  }
}
