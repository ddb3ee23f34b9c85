// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.line;

import dev.ballast.ledger.Limits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One message: the lengths of the key (2 bytes) and of the content (4 bytes), then both. */
@SuppressWarnings("ArrayRecordComponent") // never changed nor compared
record Frame(String key, byte[] content) {

  /** Of a key with its prefix. */
  private static final int KEY = 2 * Limits.NAME;

  /** Says that the link is there, and nothing else. */
  static final Frame PING = new Frame("", new byte[0]);

  int size() {
    return key.length() + content.length + 64;
  }

  void write(DataOutputStream out) throws IOException {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    out.writeShort(name.length);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
  }

  /**
   * Reads the next one.
   *
   * @param most bytes of content; a frame that says more is not read
   */
  static Frame read(DataInputStream in, int most) throws IOException {
    int name = in.readUnsignedShort();
    int length = in.readInt();
    if (name > KEY || length < 0 || length > most) {
      throw new IOException(
          "a frame of %d + %d bytes (expected: at most %d + %d)"
              .formatted(name, length, KEY, most));
    }
    String key = new String(in.readNBytes(name), StandardCharsets.UTF_8);
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new IOException("ended in the middle of a frame");
    }
    return new Frame(key, content);
  }
}
