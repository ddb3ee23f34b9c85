// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has taken on after an incident. It is open until somebody says that it is done.
 *
 * @param id a number, from 1
 * @param incident what it follows from; empty: nothing
 * @param due null: no day was named
 * @param doneAt null: it is open
 */
public record ActionItem(
    int id,
    String title,
    String owner,
    @Nullable LocalDate due,
    String incident,
    Instant createdAt,
    String createdBy,
    @Nullable Instant doneAt,
    String doneBy,
    String note) {

  private static final int LONGEST = 500;

  public ActionItem {
    if (id < 1) {
      throw new IllegalArgumentException("id: " + id + " (expected: 1 or more)");
    }
    text("title", title, 1);
    text("owner", owner, 1);
    text("incident", incident, 0);
    text("note", note, 0);
  }

  private static void text(String name, String value, int least) {
    if (value.strip().length() < least || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          name + ": \"" + value + "\" (expected: " + least + " to " + LONGEST + " characters)");
    }
  }

  public boolean isOpen() {
    return doneAt == null;
  }

  /** Open, and its day has passed; days are those of UTC. */
  public boolean isOverdue(Instant now) {
    return isOpen() && due != null && LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(due);
  }

  public ActionItem done(Instant at, String by, String how) {
    return new ActionItem(id, title, owner, due, incident, createdAt, createdBy, at, by, how);
  }
}
