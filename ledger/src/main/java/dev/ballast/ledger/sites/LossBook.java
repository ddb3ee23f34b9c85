// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.merge.Content;
import dev.ballast.ledger.merge.Encoding;
import dev.ballast.ledger.merge.Loss;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lost writes on the disk, each once by its place and both stamps, however often it is told.
 */
final class LossBook {

  static final String KIND = "shared-loss";

  private final Documents disk;
  private final AtomicLong count = new AtomicLong();

  LossBook(Documents disk) {
    this.disk = disk;
    count.set(disk.list(KIND).size());
  }

  long count() {
    return count.get();
  }

  /**
   * Durable when it returns.
   *
   * @throws dev.ballast.ledger.LedgerException when the disk refuses
   */
  void write(Loss loss) {
    String text = text(loss);
    String key = digest(identity(loss));
    if (disk.get(KIND, key).isEmpty() && disk.put(KIND, key, text, 0).isPresent()) {
      count.incrementAndGet();
    }
  }

  private static String identity(Loss loss) {
    return switch (loss) {
      case Loss.Overwritten lost -> lost.place() + '\n' + lost.stamp() + '\n' + lost.by();
      case Loss.Buried lost ->
          lost.place() + "\nburied " + HexFormat.of().formatHex(Encoding.encode(lost.state()));
      case Loss.Poisoned lost -> lost.place() + "\npoisoned " + lost.bytes();
    };
  }

  /** Lines of {@code name: value}, the values last and cut to what fits. */
  private static String text(Loss loss) {
    return switch (loss) {
      case Loss.Overwritten lost ->
          "place: %s\nlost_at: %s\nkept_at: %s\nlost_length: %d\nlost: %s\nkept: %s"
              .formatted(
                  lost.place(),
                  lost.stamp(),
                  lost.by(),
                  shown(lost.content()).length(),
                  shown(lost.content()),
                  shown(lost.kept()));
      case Loss.Buried lost ->
          "place: %s\nwhy: %s\nstate: %s"
              .formatted(
                  lost.place(),
                  lost.why(),
                  HexFormat.of().formatHex(Encoding.encode(lost.state())));
      case Loss.Poisoned lost ->
          "place: %s\nwhy: %s\nbytes: %s"
              .formatted(lost.place(), lost.why(), Limits.cut(lost.bytes(), Limits.DOCUMENT / 4));
    };
  }

  private static String shown(Content content) {
    return switch (content) {
      case Content.Deleted _ -> "(deleted)";
      case Content.Text(String text) -> Limits.cut(text, Limits.DOCUMENT / 8);
    };
  }

  private static String digest(String identity) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
