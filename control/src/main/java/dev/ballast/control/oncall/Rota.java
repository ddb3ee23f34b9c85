// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Recurrence;
import dev.ballast.model.Shift;
import dev.ballast.model.oncall.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Works out who is on call by a schedule, within a window of time.
 *
 * <p>Note. Handovers keep their hour on the wall: the n-th turn begins at {@code start + n * turn}
 * in local time, which is then placed on the time line. A local time that a change of clocks leaves
 * out is the moment after the gap; one that comes twice is the first. The number of a turn is
 * guessed from the wall and put right by at most one, since it is the placed moments that count.
 */
public final class Rota {

  /** Who is on call is worked out for no longer than this at a time. */
  public static final Duration LONGEST = Duration.ofDays(100);

  private static final Duration CLOCK_CHANGE = Duration.ofHours(3);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final OnCallSchedule schedule;
  private final ZoneId zone;
  private final Instant from;
  private final Instant to;
  private final List<Stretch> shifts = new ArrayList<>();
  private final List<Stretch> substitutes = new ArrayList<>();

  private record Stretch(String person, String source, Instant from, Instant to) {
    boolean holds(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  private Rota(OnCallSchedule schedule, Instant from, Instant to) {
    this.schedule = schedule;
    this.zone = schedule.zone();
    this.from = from;
    this.to = to;
    schedule.shifts().forEach(this::place);
    schedule
        .substitutes()
        .forEach(
            one ->
                substitutes.add(
                    new Stretch(
                        one.person(),
                        one.reason().isEmpty() ? "override" : "override: " + one.reason(),
                        placed(one.from()),
                        placed(one.to()))));
  }

  /** Who is on call at one moment; the answer's times are that moment. */
  public static Duty at(OnCallSchedule schedule, Instant time) {
    return new Rota(schedule, time, time.plus(MOMENT)).at(time);
  }

  /** Who is on call from one time to another, in order and without gaps. */
  public static List<Duty> between(OnCallSchedule schedule, Instant from, Instant to) {
    if (!to.isAfter(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "to: " + to + " (expected: after " + from + ", by at most " + LONGEST.toDays() + " d)");
    }
    return new Rota(schedule, from, to).duties();
  }

  private Duty at(Instant time) {
    for (Stretch one : substitutes.reversed()) {
      if (one.holds(time)) {
        return new Duty(List.of(one.person()), one.source(), time, time);
      }
    }
    List<String> people =
        shifts.stream().filter(s -> s.holds(time)).map(Stretch::person).distinct().toList();
    if (!people.isEmpty()) {
      return new Duty(people, "shift", time, time);
    }
    for (Layer layer : schedule.layers().reversed()) {
      Optional<String> person = person(layer, time);
      if (person.isPresent()) {
        return new Duty(List.of(person.get()), layer.name(), time, time);
      }
    }
    return new Duty(List.of(), "nobody", time, time);
  }

  private List<Duty> duties() {
    List<Duty> duties = new ArrayList<>();
    Set<Instant> borders = borders();
    for (Instant border : borders) {
      Duty next = at(border);
      if (duties.isEmpty() || !duties.getLast().isSameAs(next)) {
        duties.add(next);
      }
    }
    List<Duty> whole = new ArrayList<>();
    for (int i = 0; i < duties.size(); i++) {
      Duty duty = duties.get(i);
      Instant end = i + 1 < duties.size() ? duties.get(i + 1).from() : to;
      whole.add(new Duty(duty.people(), duty.source(), duty.from(), end));
    }
    return whole;
  }

  /** Every moment at which somebody else may be on call. */
  private Set<Instant> borders() {
    Set<Instant> borders = new TreeSet<>();
    borders.add(from);
    for (List<Stretch> stretches : List.of(shifts, substitutes)) {
      stretches.forEach(
          s -> {
            add(borders, s.from());
            add(borders, s.to());
          });
    }
    schedule.layers().forEach(layer -> addBorders(borders, layer));
    return borders;
  }

  private void addBorders(Set<Instant> borders, Layer layer) {
    add(borders, placed(layer.start()));
    if (!layer.end().equals(Layer.OPEN)) {
      add(borders, placed(layer.end()));
    }
    for (long n = Math.max(0, turn(layer, from)); beginOf(layer, n).isBefore(to); n++) {
      add(borders, beginOf(layer, n));
    }
    LocalDate last = LocalDate.ofInstant(to, zone);
    for (Layer.Hours hours : layer.hours()) {
      LocalDate first = LocalDate.ofInstant(from, zone).minusDays(8);
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        if (hours.days().contains(day.getDayOfWeek())) {
          add(borders, placed(day.atTime(hours.from())));
          add(borders, placed(day.atTime(hours.from()).plus(hours.length())));
        }
      }
    }
  }

  private void add(Set<Instant> borders, Instant time) {
    if (time.isAfter(from) && time.isBefore(to)) {
      borders.add(time);
    }
  }

  private Optional<String> person(Layer layer, Instant time) {
    boolean ended = !layer.end().equals(Layer.OPEN) && !time.isBefore(placed(layer.end()));
    if (time.isBefore(placed(layer.start())) || ended || !isWithin(layer.hours(), time)) {
      return Optional.empty();
    }
    int whose = Math.floorMod(turn(layer, time), layer.people().size());
    return Optional.of(layer.people().get(whose));
  }

  private boolean isWithin(List<Layer.Hours> all, Instant time) {
    if (all.isEmpty()) {
      return true;
    }
    LocalDate today = LocalDate.ofInstant(time, zone);
    for (Layer.Hours hours : all) {
      for (LocalDate day = today.minusDays(8); !day.isAfter(today); day = day.plusDays(1)) {
        LocalDateTime begin = day.atTime(hours.from());
        if (hours.days().contains(day.getDayOfWeek())
            && !time.isBefore(placed(begin))
            && time.isBefore(placed(begin.plus(hours.length())))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The number of the turn that a moment belongs to, from 0; negative before the first. */
  private long turn(Layer layer, Instant time) {
    Duration passed = Duration.between(layer.start(), LocalDateTime.ofInstant(time, zone));
    long n = Math.floorDiv(passed.toSeconds(), layer.turn().toSeconds());
    if (beginOf(layer, n).isAfter(time)) {
      return n - 1;
    }
    return beginOf(layer, n + 1).isAfter(time) ? n : n + 1;
  }

  private Instant beginOf(Layer layer, long n) {
    return placed(layer.start().plusSeconds(n * layer.turn().toSeconds()));
  }

  private void place(Shift shift) {
    if (shift.rule().isEmpty()) {
      add(shift, shift.start());
      return;
    }
    Duration length = Duration.between(shift.start(), shift.end()).plus(CLOCK_CHANGE);
    Recurrence.of(shift.rule(), shift.start(), zone, length).starts(from, to).stream()
        .map(start -> LocalDateTime.ofInstant(start, zone))
        .forEach(start -> add(shift, start));
  }

  private void add(Shift shift, LocalDateTime start) {
    Instant begin = placed(start);
    Instant end = placed(start.plus(Duration.between(shift.start(), shift.end())));
    if (!shift.except().contains(start) && begin.isBefore(to) && end.isAfter(from)) {
      shifts.add(new Stretch(shift.person(), "shift", begin, end));
    }
  }

  private Instant placed(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }
}
