// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A write to shared state that a merge did not keep, as the journal on the disk has it.
 *
 * @param place which state, and where in it
 * @param at when it was written, by its stamp; the epoch when its stamp is not known
 * @param lostAt its stamp: time, counter, and who wrote it; empty when it is not known
 * @param keptAt the stamp of the write that was kept; empty when none was
 * @param lost its value
 * @param kept the value that was kept; empty when none was
 * @param why what it was not kept for, where no other write was the reason
 */
public record LostWrite(
    String place, Instant at, String lostAt, String keptAt, String lost, String kept, String why) {

  private static final Comparator<LostWrite> LATEST =
      Comparator.comparing(LostWrite::at).reversed().thenComparing(LostWrite::place);

  /** All of them, the latest first. */
  public static List<LostWrite> all(Documents disk) {
    return disk.list(LossBook.KIND).values().stream()
        .map(document -> of(document.content()))
        .sorted(LATEST)
        .toList();
  }

  private static LostWrite of(String text) {
    String lostAt = line(text, "lost_at");
    String values = after(text, "lost").orElse("");
    int length = length(text, values);
    String lost = values.substring(0, length);
    String kept = after(values.substring(length), "kept").orElse("");
    String bytes = after(text, "state").or(() -> after(text, "bytes")).orElse("");
    return new LostWrite(
        line(text, "place"),
        timeOf(lostAt),
        lostAt,
        line(text, "kept_at"),
        lostAt.isEmpty() ? bytes : lost,
        kept,
        line(text, "why"));
  }

  /** Values may have lines of their own; journals of before do not say how long they are. */
  private static int length(String text, String values) {
    int next = values.indexOf("\nkept: ");
    int otherwise = next < 0 ? values.length() : next;
    try {
      int said = Integer.parseInt(line(text, "lost_length"));
      return said >= 0 && said <= values.length() ? said : otherwise;
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  private static Instant timeOf(String stamp) {
    int end = stamp.indexOf('+');
    try {
      return end < 0 ? Instant.EPOCH : Instant.parse(stamp.substring(0, end));
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }

  private static String line(String text, String name) {
    return after(text, name).map(rest -> rest.lines().findFirst().orElse("")).orElse("");
  }

  private static Optional<String> after(String text, String name) {
    String head = name + ": ";
    int at = text.startsWith(head) ? 0 : text.indexOf('\n' + head) + 1;
    return at == 0 && !text.startsWith(head)
        ? Optional.empty()
        : Optional.of(text.substring(at + head.length()));
  }
}
