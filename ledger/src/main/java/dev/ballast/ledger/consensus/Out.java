// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Locks.Held;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Writes the parts of commands, answers and snapshots. */
final class Out {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream data = new DataOutputStream(bytes);

  /** Of something that fails only when memory does. */
  private interface Writing {
    void run() throws IOException;
  }

  private Out write(Writing writing) {
    try {
      writing.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Out tag(int tag) {
    return write(() -> data.writeByte(tag));
  }

  Out number(long value) {
    return write(() -> data.writeLong(value));
  }

  Out text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return write(
        () -> {
          data.writeInt(utf8.length);
          data.write(utf8);
        });
  }

  Out instant(Instant instant) {
    return number(instant.getEpochSecond()).number(instant.getNano());
  }

  Out duration(Duration duration) {
    return number(duration.getSeconds()).number(duration.getNano());
  }

  Out document(Document document) {
    return text(document.content()).number(document.version());
  }

  Out held(Held held) {
    return text(held.name()).text(held.owner()).number(held.token()).instant(held.until());
  }

  Out interlock(Interlock one) {
    return text(one.id())
        .text(one.kind().name())
        .text(one.subject())
        .text(one.owner())
        .text(one.reason())
        .instant(one.since())
        .instant(one.until());
  }

  Out epoch(Epoch epoch) {
    return text(epoch.resource())
        .text(epoch.region())
        .number(epoch.number())
        .instant(epoch.since());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
