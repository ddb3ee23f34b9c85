// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that a person names, packed or not, or standard input. */
final class CsvInput {

  private static final int BUFFER = 1 << 16;

  private CsvInput() {}

  /**
   * Opens it.
   *
   * @param from a file, also {@code .gz}, or {@code -}
   * @param expected what the file should have been, when there is none
   */
  static InputStream open(String from, String expected, Terminal terminal) throws IOException {
    if (from.equals("-")) {
      return terminal.in();
    }
    Path file = Path.of(from);
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage(from + ": no file (expected: " + expected + ")");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return from.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
  }
}
