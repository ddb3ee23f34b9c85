// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;

/**
 * Where a head ends, and when it has grown too large.
 *
 * @param tooLongStatus for a first line that is too long
 */
record HeadBounds(WireLimits limits, int tooLongStatus) {

  /** RFC 9112 section 2.2: an empty line before a request line is ignored. */
  static void skipEmptyLines(ByteBuf in) {
    for (int i = 0; i < 2 && in.readableBytes() >= 2; i++) {
      int at = in.readerIndex();
      if (in.getByte(at) != '\r' || in.getByte(at + 1) != '\n') {
        return;
      }
      in.skipBytes(2);
    }
  }

  /**
   * Length up to the end of the first empty line, however its ends look; -1 without one.
   *
   * @param scanned bytes that were looked at before
   */
  static int length(ByteBuf in, int scanned) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    int from = start + scanned;
    while (true) {
      int feed = in.indexOf(from, end, (byte) '\n');
      if (feed < 0) {
        return -1;
      }
      boolean bare = feed > start && in.getByte(feed - 1) == '\n';
      boolean whole =
          feed > start + 1 && in.getByte(feed - 1) == '\r' && in.getByte(feed - 2) == '\n';
      if (bare || whole || feed == start) {
        return feed + 1 - start;
      }
      from = feed + 1;
    }
  }

  /** For a head whose end is not there yet. */
  void checkGrowth(ByteBuf in) throws MalformedException {
    int size = in.readableBytes();
    if (size > limits.headBytes()) {
      throw tooLarge(in);
    }
    int firstEnd = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    if (firstEnd < 0 && size > limits.lineBytes()) {
      throw tooLong();
    }
  }

  MalformedException tooLarge(ByteBuf in) {
    int firstEnd = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    boolean line = firstEnd < 0 || firstEnd - in.readerIndex() > limits.lineBytes();
    return line
        ? tooLong()
        : new MalformedException(431, "headers of at most " + limits.headBytes() + " bytes");
  }

  private MalformedException tooLong() {
    return new MalformedException(
        tooLongStatus, "a first line of at most " + limits.lineBytes() + " bytes");
  }
}
