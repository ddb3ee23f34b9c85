// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Five fields of cron: minute, hour, day of the month, month, day of the week (0 and 7: Sunday).
 */
public final class CronFields {

  private static final int MOST_DAYS = 366 * 5;

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound("minute", 0, 59),
          new Bound("hour", 0, 23),
          new Bound("day of the month", 1, 31),
          new Bound("month", 1, 12),
          new Bound("day of the week", 0, 7));

  private record Bound(String name, int least, int most) {}

  private final List<BitSet> fields;
  private final boolean anyDay;
  private final boolean anyWeekday;

  private CronFields(List<BitSet> fields, boolean anyDay, boolean anyWeekday) {
    this.fields = fields;
    this.anyDay = anyDay;
    this.anyWeekday = anyWeekday;
  }

  /** What is wrong; empty when nothing is. */
  public static String problemOf(String cron) {
    try {
      var unused = of(cron);
      return unused.fields.isEmpty() ? "no fields" : "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static CronFields of(String cron) {
    var words = List.of(cron.strip().split("\\s+"));
    if (words.size() != BOUNDS.size()) {
      throw new IllegalArgumentException(words.size() + " fields");
    }
    var fields = new java.util.ArrayList<BitSet>();
    for (int i = 0; i < words.size(); i++) {
      fields.add(field(words.get(i), BOUNDS.get(i)));
    }
    if (fields.get(4).get(7)) {
      fields.get(4).set(0);
    }
    return new CronFields(fields, words.get(2).startsWith("*"), words.get(4).startsWith("*"));
  }

  private static BitSet field(String word, Bound bound) {
    var set = new BitSet();
    for (String part : word.split(",", -1)) {
      var m =
          java.util.regex.Pattern.compile("(\\*|(\\d{1,2})(-(\\d{1,2}))?)(/(\\d{1,2}))?")
              .matcher(part);
      if (!m.matches()) {
        throw new IllegalArgumentException(bound.name + " " + part);
      }
      boolean all = m.group(1).equals("*");
      int from = all ? bound.least : Integer.parseInt(m.group(2));
      int step = m.group(6) == null ? 1 : Integer.parseInt(m.group(6));
      int single = m.group(6) == null ? from : bound.most;
      int to = all ? bound.most : m.group(4) == null ? single : Integer.parseInt(m.group(4));
      if (from < bound.least || to > bound.most || from > to || step == 0) {
        throw new IllegalArgumentException(
            bound.name + " " + part + " is not within " + bound.least + " to " + bound.most);
      }
      for (int i = from; i <= to; i += step) {
        set.set(i);
      }
    }
    return set;
  }

  /** The next minute after a time at which it is due; empty when there is none within years. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZonedDateTime at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    ZonedDateTime end = at.plusDays(MOST_DAYS);
    while (at.isBefore(end)) {
      if (!isDay(at)) {
        at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!fields.get(1).get(at.getHour())) {
        at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!fields.get(0).get(at.getMinute())) {
        at = at.plusMinutes(1);
      } else {
        return Optional.of(at.toInstant());
      }
    }
    return Optional.empty();
  }

  /** As cron has it: when both days are restricted, either will do. */
  private boolean isDay(ZonedDateTime at) {
    boolean day = fields.get(2).get(at.getDayOfMonth());
    boolean weekday = fields.get(4).get(at.getDayOfWeek().getValue() % 7);
    boolean either = (anyDay || anyWeekday) ? (day && weekday) : (day || weekday);
    return fields.get(3).get(at.getMonthValue()) && either;
  }
}
