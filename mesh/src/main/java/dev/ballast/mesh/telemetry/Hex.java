// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import io.netty.util.AsciiString;

/** Identifiers of traces as hexadecimal digits, in lower case. */
final class Hex {

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Hex() {}

  static AsciiString traceparent(long high, long low, long span, boolean sampled) {
    byte[] text = new byte[55];
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    put(text, 3, high);
    put(text, 19, low);
    text[35] = '-';
    put(text, 36, span);
    text[52] = '-';
    text[53] = '0';
    text[54] = (byte) (sampled ? '1' : '0');
    return new AsciiString(text, false);
  }

  static void put(byte[] target, int at, long value) {
    for (int i = 0; i < 16; i++) {
      target[at + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
    }
  }

  static String of(long value) {
    byte[] text = new byte[16];
    put(text, 0, value);
    return new String(text, java.nio.charset.StandardCharsets.US_ASCII);
  }

  static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  static long parse(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | digit(text.charAt(i));
    }
    return value;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
