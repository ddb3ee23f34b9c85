// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.oncall.ActionItem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What is left to do, as pages show it. */
final class ActionsPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final int SHOWN = 3;
  private static final int DONE = 50;

  private ActionsPage() {}

  /** What is overdue, for the overview: the longest first. */
  static List<FeedItem> overdue(List<ActionItem> items, Sight sight) {
    List<ActionItem> late = items.stream().filter(item -> item.isOverdue(sight.now())).toList();
    int more = late.size() - SHOWN;
    return late.stream()
        .limit(SHOWN)
        .map(
            item ->
                new FeedItem(
                    "warn",
                    item.title(),
                    " is overdue",
                    "/actions#action-" + item.id(),
                    "%s late, was due %s · %s%s%s"
                        .formatted(
                            late(item, sight.now()),
                            day(item),
                            item.owner(),
                            item.incident().isEmpty() ? "" : " · after " + item.incident(),
                            more > 0 && item.equals(late.get(SHOWN - 1))
                                ? " · and " + more + " more"
                                : "")))
        .toList();
  }

  /** What leads to all that is left to do; empty when nothing is. */
  static String link(List<ActionItem> items) {
    long open = items.stream().filter(ActionItem::isOpen).count();
    return open == 0 ? "" : open == 1 ? "1 action item" : open + " action items";
  }

  /** How long since the end of the day that it was due. */
  private static String late(ActionItem item, Instant now) {
    LocalDate due = item.due();
    long days =
        due == null ? 0 : ChronoUnit.DAYS.between(due, LocalDate.ofInstant(now, ZoneOffset.UTC));
    return days == 1 ? "1 day" : days + " days";
  }

  private static String day(ActionItem item) {
    return item.due() == null ? "no day" : DAY.format(item.due());
  }

  static ActionsView of(List<ActionItem> items, boolean may, Sight sight) {
    List<ActionItem> open = items.stream().filter(ActionItem::isOpen).toList();
    long late = open.stream().filter(item -> item.isOverdue(sight.now())).count();
    return new ActionsView(
        open.isEmpty()
            ? "Nothing is left to do."
            : "%d %s to do%s."
                .formatted(
                    open.size(),
                    open.size() == 1 ? "thing is left" : "things are left",
                    late == 0 ? ", none overdue" : ", %d overdue".formatted(late)),
        open.stream().map(item -> line(item, may, sight)).toList(),
        items.stream().filter(item -> !item.isOpen()).toList().reversed().stream()
            .limit(DONE)
            .map(item -> line(item, false, sight))
            .toList());
  }

  private static ActionsView.Line line(ActionItem item, boolean may, Sight sight) {
    boolean late = item.isOverdue(sight.now());
    Instant doneAt = item.doneAt();
    return new ActionsView.Line(
        Integer.toString(item.id()),
        item.title(),
        item.owner(),
        late ? "warn" : item.isOpen() ? "unknown" : "ok",
        late ? "overdue" : item.isOpen() ? "open" : "done",
        doneAt != null
            ? "done %s by %s".formatted(sight.ago(doneAt), item.doneBy())
            : item.due() == null ? "no day" : "by " + day(item),
        item.incident(),
        item.note(),
        may ? "/actions/" + item.id() + "/done" : "");
  }
}
