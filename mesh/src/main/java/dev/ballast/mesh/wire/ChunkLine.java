// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;

/**
 * The line before a chunk: its size in hexadecimal digits, perhaps extensions, which are dropped.
 */
final class ChunkLine {

  private ChunkLine() {}

  static long size(ByteBuf in, int from, int end, int longest) throws MalformedException {
    long size = 0;
    int at = from;
    while (at < end && digit(in.getByte(at)) >= 0) {
      size = size << 4 | digit(in.getByte(at));
      at++;
    }
    if (at == from || at - from > longest) {
      throw new MalformedException(400, "a chunk's size as 1 to " + longest + " hex digits");
    }
    checkExtension(in, at, end);
    return size;
  }

  /** RFC 9112 section 7.1.1; blanks before the semicolon are tolerated there, bare CR is not. */
  private static void checkExtension(ByteBuf in, int from, int end) throws MalformedException {
    int at = from;
    while (at < end && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
      at++;
    }
    if ((at < end && in.getByte(at) != ';') || (at == end && at != from)) {
      throw new MalformedException(400, "nothing but an extension after a chunk's size");
    }
    for (int i = at; i < end; i++) {
      byte c = in.getByte(i);
      if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) {
        throw new MalformedException(400, "no control characters in a chunk's extension");
      }
    }
  }

  private static int digit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
