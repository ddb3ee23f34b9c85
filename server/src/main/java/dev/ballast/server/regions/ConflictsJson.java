// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledged writes that a merge did not keep, the latest first.
 *
 * @param at when the journals were read; null: not yet
 * @param total how many there are; at least so many while a database is away
 * @param nextOffset where the next page begins; null: this is the last
 * @param kept how many of the latest can be paged through; the rest is in the journals
 */
public record ConflictsJson(
    @Nullable Instant at,
    long total,
    int kept,
    @Nullable Integer nextOffset,
    List<ConflictJson> conflicts,
    List<JournalJson> journals) {

  /**
   * One of them.
   *
   * @param at when the lost write was made, by its stamp; null: its stamp is not known
   * @param journal where it was read: a Replication, or the shared state of the servers
   * @param place the table, or which state
   * @param key of the row, as JSON; empty for a state
   * @param policy how writes that did not know each other are merged there
   * @param won null when no other write was the reason
   * @param why this one was not kept
   */
  public record ConflictJson(
      @Nullable Instant at,
      String journal,
      String place,
      String key,
      String policy,
      WriteJson lost,
      @Nullable WriteJson won,
      String why) {}

  /**
   * A write.
   *
   * @param by the region or database that took it; empty: not known
   * @param stamp what orders it among others
   * @param kind insert, update, delete, or write
   */
  public record WriteJson(String by, String stamp, String kind, String value) {}

  /** What is known of a journal; only {@link #READ} allows to say that nothing was lost. */
  public enum JournalState {
    READ,
    /** Of some of its databases. */
    PARTLY,
    /** None of its databases answers; one did before. */
    AWAY,
    /** None of its databases has answered since this server began: they may be on their way up. */
    NOT_REACHED_YET,
    /** They answer, and nothing is installed there: they do not replicate. */
    NOT_INSTALLED;

    /** Whether that is no fault, but something that has not begun. */
    public boolean isWaiting() {
      return this == NOT_REACHED_YET || this == NOT_INSTALLED;
    }
  }

  /**
   * A journal.
   *
   * @param problems what of it could not be read, and why
   */
  public record JournalJson(String name, long total, JournalState state, List<String> problems) {
    public JournalJson {
      problems = List.copyOf(problems);
    }
  }

  public ConflictsJson {
    conflicts = List.copyOf(conflicts);
    journals = List.copyOf(journals);
  }
}
