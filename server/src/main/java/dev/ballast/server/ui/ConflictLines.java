// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.regions.ConflictsJson;
import dev.ballast.server.regions.ConflictsJson.ConflictJson;
import dev.ballast.server.regions.ConflictsJson.JournalJson;
import dev.ballast.server.regions.ConflictsJson.JournalState;
import dev.ballast.server.regions.ConflictsJson.WriteJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What merges did not keep, as the page on regions lists it. */
final class ConflictLines {

  static final int PAGE = 20;

  private static final int LONGEST = 400;

  private ConflictLines() {}

  static RegionsView.Conflicts of(ConflictsJson page, int offset, Sight sight) {
    List<String> problems =
        page.journals().stream()
            .filter(j -> !j.state().isWaiting())
            .flatMap(j -> j.problems().stream().map(p -> j.name() + ": " + p))
            .toList();
    List<String> waiting =
        page.journals().stream()
            .filter(j -> j.state().isWaiting())
            .map(ConflictLines::waiting)
            .toList();
    return new RegionsView.Conflicts(
        sentence(page, !problems.isEmpty()),
        waiting,
        problems,
        page.conflicts().stream().map(c -> line(c, sight)).toList(),
        offset,
        offset == 0 ? null : Integer.valueOf(Math.max(0, offset - PAGE)),
        page.nextOffset());
  }

  private static String waiting(JournalJson journal) {
    return journal.name()
        + (journal.state() == JournalState.NOT_REACHED_YET
            ? " is not reached yet: no database of it has answered since this server began ("
            : " does not replicate yet (")
        + String.join("; ", journal.problems())
        + ")";
  }

  private static String sentence(ConflictsJson page, boolean partly) {
    if (page.at() == null) {
      return "The journals are being read.";
    }
    if (page.journals().isEmpty()) {
      return "Nothing is merged here: no Replication with strategy multi is in the configuration,"
          + " and no two servers have written the same at once. With one writer for each row there"
          + " are no conflicts.";
    }
    boolean waiting = page.journals().stream().anyMatch(j -> j.state().isWaiting());
    if (page.total() == 0 && waiting && !partly) {
      return "None is known, and not all could be read.";
    }
    if (page.total() == 0) {
      return partly
          ? "None is known; a database that was not read may have some."
          : "No acknowledged write was lost by a merge.";
    }
    return String.format(
        Locale.ROOT,
        "%,d acknowledged %s not kept%s.",
        page.total(),
        page.total() == 1 ? "write was" : "writes were",
        page.total() > page.kept()
            ? String.format(Locale.ROOT, "; the latest %,d are listed", page.kept())
            : "");
  }

  private static RegionsView.Conflict line(ConflictJson conflict, Sight sight) {
    return new RegionsView.Conflict(
        conflict.at() == null ? Sight.UNKNOWN : sight.ago(conflict.at()),
        conflict.journal() + ": " + conflict.place(),
        conflict.key(),
        side(conflict.lost()),
        Optional.ofNullable(conflict.won()).stream().map(ConflictLines::side).toList(),
        conflict.policy(),
        conflict.why());
  }

  private static RegionsView.Side side(WriteJson write) {
    String value = write.value();
    return new RegionsView.Side(
        write.by().isEmpty() ? Sight.UNKNOWN : write.by(),
        write.kind(),
        value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value,
        write.stamp());
  }
}
