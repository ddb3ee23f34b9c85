// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a write leaves: a text, or nothing, which is remembered so that it stays deleted. */
public sealed interface Content extends Comparable<Content> {

  static Content deleted() {
    return new Deleted();
  }

  /** Any text that UTF-8 can carry. */
  record Text(String text) implements Content {
    public Text {
      try {
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException(
            "content: half of a surrogate pair (expected: text that UTF-8 can carry)", e);
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A tombstone. */
  record Deleted() implements Content {
    @Override
    public String toString() {
      return "(deleted)";
    }
  }

  /** Deleted first, then as strings; only ever asked about two writes with the same stamp. */
  @Override
  default int compareTo(Content other) {
    return switch (this) {
      case Deleted _ -> other instanceof Deleted ? 0 : -1;
      case Text mine -> other instanceof Text theirs ? mine.text.compareTo(theirs.text) : 1;
    };
  }
}
