// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A stream in UTF-8 that remembers why it could not be written, which others keep to themselves.
 */
public final class Output extends PrintStream {

  private final Sink sink;

  public Output(OutputStream to) {
    this(new Sink(to));
  }

  private Output(Sink sink) {
    super(sink, true, StandardCharsets.UTF_8);
    this.sink = sink;
  }

  /** Why not all arrived; empty when all did, or when the reader left early, as head does. */
  public String failure() {
    flush();
    IOException first = sink.first;
    if (first == null) {
      return "";
    }
    String reason = String.valueOf(first.getMessage());
    return reason.contains("Broken pipe") ? "" : reason;
  }

  private static final class Sink extends FilterOutputStream {

    private volatile @Nullable IOException first;

    Sink(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }
  }
}
