// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** google.rpc.Status, of which we need a code and a message. */
final class RpcStatus {

  private RpcStatus() {}

  static byte[] json(int code, String message) {
    String json = "{\"code\":%d,\"message\":%s}".formatted(code, Attributes.quoted(message));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] protobuf(int code, String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeInt32(1, code);
      out.writeString(2, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
