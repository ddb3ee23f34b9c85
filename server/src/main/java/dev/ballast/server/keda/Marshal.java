// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads one type of message, or writes one; the other way is never asked for. */
record Marshal<T>(Reading<T> reading, Writing<T> writing)
    implements MethodDescriptor.Marshaller<T> {

  /** From bytes. */
  @FunctionalInterface
  interface Reading<T> {
    T read(CodedInputStream in) throws IOException;
  }

  /** To bytes. */
  @FunctionalInterface
  interface Writing<T> {
    void write(T message, CodedOutputStream out) throws IOException;
  }

  static <T> Marshal<T> reads(Reading<T> reading) {
    return new Marshal<>(
        reading,
        (message, out) -> {
          throw new IOException("write: " + message + " (expected: only read)");
        });
  }

  static <T> Marshal<T> writes(Writing<T> writing) {
    return new Marshal<>(
        in -> {
          throw new IOException("read (expected: only written)");
        },
        writing);
  }

  @Override
  public InputStream stream(T message) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writing.write(message, out);
      out.flush();
      return new ByteArrayInputStream(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public T parse(InputStream stream) {
    try {
      return reading.read(CodedInputStream.newInstance(stream.readAllBytes()));
    } catch (IOException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("message: not of KEDA's protocol (" + e.getMessage() + ")")
          .asRuntimeException();
    }
  }
}
