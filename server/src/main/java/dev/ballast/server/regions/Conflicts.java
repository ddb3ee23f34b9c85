// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.postgres.twoway.Journal;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.ledger.sites.LostWrite;
import dev.ballast.server.regions.ConflictsJson.ConflictJson;
import dev.ballast.server.regions.ConflictsJson.WriteJson;
import java.time.Instant;
import java.util.Locale;

/** Says of a lost write which one won, and why. */
final class Conflicts {

  static final String SHARED = "control plane";

  private static final int COUNTER_BITS = 16;
  private static final long COUNTER = (1 << COUNTER_BITS) - 1;

  private Conflicts() {}

  static ConflictJson of(String replication, Journal.Entry entry) {
    Standing.Conflict c = entry.conflict();
    return new ConflictJson(
        Instant.ofEpochMilli(millis(entry.lostStamp())),
        replication,
        c.table(),
        c.key(),
        policy(entry.merge()),
        new WriteJson(c.lostNode(), stamp(entry.lostStamp()), c.lostKind(), c.lostRow()),
        new WriteJson(c.wonNode(), stamp(entry.wonStamp()), c.wonKind(), c.wonRow()),
        why(entry));
  }

  static ConflictJson of(LostWrite write) {
    boolean beaten = !write.keptAt().isEmpty();
    return new ConflictJson(
        write.at().equals(Instant.EPOCH) ? null : write.at(),
        SHARED,
        write.place(),
        "",
        beaten ? "last-writer-wins" : "none",
        new WriteJson(by(write.lostAt()), write.lostAt(), "write", write.lost()),
        beaten ? new WriteJson(by(write.keptAt()), write.keptAt(), "write", write.kept()) : null,
        beaten ? "neither knew of the other, and its stamp is the earlier one" : write.why());
  }

  private static String why(Journal.Entry entry) {
    String lost = entry.conflict().lostColumns();
    String what = lost.isEmpty() ? "" : "; lost: " + lost;
    if (entry.merge().startsWith("custom")) {
      return "neither knew of the other, and the table's function made one row of both" + what;
    }
    long apart = millis(entry.wonStamp()) - millis(entry.lostStamp());
    String order =
        apart > 0
            ? String.format(Locale.ROOT, "its stamp is %,d ms earlier", apart)
            : entry.wonStamp() != entry.lostStamp()
                ? "its stamp is earlier within the same millisecond"
                : "the stamps are equal and its node's id is the lower one";
    return "neither knew of the other, and " + order + what;
  }

  private static String policy(String merge) {
    return switch (merge) {
      case "lww" -> "last-writer-wins";
      case "field" -> "by column";
      default -> merge.startsWith("field, ") ? "by column, " + merge.substring(7) : merge;
    };
  }

  private static long millis(long stamp) {
    return stamp >>> COUNTER_BITS;
  }

  private static String stamp(long stamp) {
    return Instant.ofEpochMilli(millis(stamp)) + "+" + (stamp & COUNTER);
  }

  /** A stamp ends with who wrote it, and in which of its lives. */
  private static String by(String stamp) {
    int at = stamp.indexOf('@');
    int life = stamp.indexOf('#', at);
    return at < 0 ? "" : stamp.substring(at + 1, life < 0 ? stamp.length() : life);
  }
}
