// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads files line by line, packed by gzip or not, up to a limit. */
final class Lines {

  private static final int MOST = 5_000_000;

  /** Takes one line and its number from 1. */
  interface Reader {
    void line(int number, String text);
  }

  private Lines() {}

  static void read(Path file, Reader reader) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > MOST) {
          throw CommandFailure.usage(file + ": over " + MOST + " lines (expected: fewer)");
        }
        if (!line.isBlank()) {
          reader.line(number, line);
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** A number for an id that is text: 64 bits of FNV-1a; ids of one window hardly ever meet. */
  static long id(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  static double number(Path file, int line, String cell) {
    if (cell.isBlank()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(cell);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      throw CommandFailure.usage(
          "%s:%d: \"%s\" (expected: a number or nothing)".formatted(file, line, cell));
    }
  }
}
