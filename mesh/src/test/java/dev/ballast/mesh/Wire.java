// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 read by hand, independently of what is tested. */
final class Wire {

  private Wire() {}

  /** A response: its status, header lines and body. */
  record Response(int status, List<String> headers, String body) {
    String header(String name) {
      return headers.stream()
          .filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(h -> h.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  static Backend.@Nullable Request request(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    List<String> headers = headers(in);
    return new Backend.Request(line, headers, body(in, headers, false));
  }

  static Response response(InputStream in) throws IOException {
    return response(in, false);
  }

  static Response response(InputStream in, boolean toHead) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new IOException("closed before a response");
    }
    int status = Integer.parseInt(line.split(" ", -1)[1]);
    List<String> headers = headers(in);
    boolean bare = toHead || status == 204 || status == 304 || status < 200;
    byte[] body = bare ? new byte[0] : body(in, headers, true);
    return new Response(status, headers, new String(body, StandardCharsets.ISO_8859_1));
  }

  private static List<String> headers(InputStream in) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String h = line(in); h != null && !h.isEmpty(); h = line(in)) {
      headers.add(h);
    }
    return headers;
  }

  private static byte[] body(InputStream in, List<String> headers, boolean untilClose)
      throws IOException {
    for (String header : headers) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        int length = Integer.parseInt(lower.substring(15).strip());
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
          throw new IOException("closed inside a body");
        }
        return body;
      }
      if (lower.startsWith("transfer-encoding:")) {
        return chunks(in);
      }
    }
    return untilClose ? in.readAllBytes() : new byte[0];
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      if (size == null) {
        throw new IOException("closed inside a chunked body");
      }
      int length = Integer.parseInt(size.split(";", -1)[0], 16);
      body.write(in.readNBytes(length));
      if (length == 0) {
        headers(in);
        return body.toByteArray();
      }
      line(in);
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    return line.isEmpty() ? null : line.toString();
  }
}
