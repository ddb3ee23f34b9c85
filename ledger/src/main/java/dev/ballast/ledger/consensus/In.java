// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Locks.Held;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Reads what {@link Out} wrote; of anything else it throws {@link WireException}. */
final class In {

  private final ByteBuffer data;

  In(byte[] bytes) {
    data = ByteBuffer.wrap(bytes);
  }

  int tag() {
    try {
      return data.get();
    } catch (BufferUnderflowException e) {
      throw new WireException("ends too early", e);
    }
  }

  long number() {
    try {
      return data.getLong();
    } catch (BufferUnderflowException e) {
      throw new WireException("ends too early", e);
    }
  }

  /** A count of things that take a byte each at least, so one that lies costs no memory. */
  int count() {
    long count = number();
    if (count < 0 || count > data.remaining()) {
      throw new WireException("a count of " + count + " (expected: at most the bytes left)");
    }
    return (int) count;
  }

  String text() {
    try {
      int length = data.getInt();
      if (length < 0 || length > data.remaining()) {
        throw new WireException("a text of " + length + " bytes (expected: at most those left)");
      }
      byte[] utf8 = new byte[length];
      data.get(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    } catch (BufferUnderflowException e) {
      throw new WireException("ends too early", e);
    }
  }

  Instant instant() {
    return Instant.ofEpochSecond(number(), number());
  }

  Duration duration() {
    return Duration.ofSeconds(number(), number());
  }

  Document document() {
    return new Document(text(), number());
  }

  Held held() {
    return new Held(text(), text(), number(), instant());
  }

  Interlock interlock() {
    return new Interlock(text(), kind(), text(), text(), text(), instant(), instant());
  }

  Interlocks.Kind kind() {
    String name = text();
    try {
      return Interlocks.Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new WireException("interlock kind " + name, e);
    }
  }

  Epoch epoch() {
    return new Epoch(text(), text(), number(), instant());
  }

  void end() {
    if (data.hasRemaining()) {
      throw new WireException(data.remaining() + " bytes too many");
    }
  }
}
