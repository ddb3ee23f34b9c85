// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.HexFormat;

/** Trace and span ids as lower-case hex. */
final class Ids {

  static final int TRACE_BYTES = 16;
  static final int SPAN_BYTES = 8;

  private static final HexFormat HEX = HexFormat.of();

  private Ids() {}

  /** Reads the id at hand; empty when it has another length or is all zero. */
  static String read(Wire wire, int expectedBytes) {
    int length = wire.length();
    int from = wire.position();
    wire.advance(length);
    if (length != expectedBytes) {
      return "";
    }
    for (int i = from; i < from + length; i++) {
      if (wire.bytes()[i] != 0) {
        return HEX.formatHex(wire.bytes(), from, from + length);
      }
    }
    return "";
  }
}
