// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns the bytes of a file into text, or says where they stop being UTF-8. */
final class Utf8 {

  private static final String HINT = "Fix: save the file as UTF-8";

  private Utf8() {}

  /** The text without a byte order mark; empty after reporting that it is not UTF-8. */
  static String decode(Source source, Consumer<Problem> report) {
    var bytes = source.bytes();
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      report.accept(
          new Problem.Unreadable(new Place(source.name(), 1, 1), "UTF-16 (expected: UTF-8)", HINT));
      return "";
    }
    int from = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    var in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    var out = CharBuffer.allocate(bytes.length - from);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var result = decoder.decode(in, out, true);
    if (result.isError()) {
      var place = endOf(source.name(), out.flip().toString());
      var what =
          String.format("not UTF-8: byte 0x%02X (expected: UTF-8)", bytes[in.position()] & 0xFF);
      report.accept(new Problem.Unreadable(place, what, HINT));
      return "";
    }
    return out.flip().toString();
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The place just behind a text. */
  static Place endOf(String file, String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    var last = text.substring(text.lastIndexOf('\n') + 1);
    return new Place(file, line, last.codePointCount(0, last.length()) + 1);
  }
}
