// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.EscalationPolicy;
import dev.ballast.model.OnCall;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Recurrence;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Shift;
import dev.ballast.model.Urgency;
import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads who is on call and who is called. */
final class OnCalls {

  private static final String DEFAULT_TURN = "1w";
  private static final String RULE =
      "FREQ of DAILY, WEEKLY or MONTHLY, with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY";

  private final Registry registry;
  private final Consumer<Problem> report;

  OnCalls(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  OnCall readAll() {
    var schedules = new HashMap<String, OnCallSchedule>();
    for (Resource resource : registry.all(Kind.ON_CALL_SCHEDULE)) {
      resource
          .spec()
          .flatMap(spec -> schedule(resource, spec))
          .ifPresent(one -> schedules.put(one.name(), one));
    }
    var policies = new HashMap<String, EscalationPolicy>();
    for (Resource resource : registry.all(Kind.ESCALATION_POLICY)) {
      resource
          .spec()
          .flatMap(spec -> policy(resource, spec))
          .ifPresent(one -> policies.put(one.name(), one));
    }
    return new OnCall(schedules, policies);
  }

  private Optional<OnCallSchedule> schedule(Resource resource, Cursor spec) {
    var zone = spec.at("timeZone").flatMap(at -> TimeWindows.zone(at, report));
    var layers = read(spec.items("layers"), this::layer);
    var shifts = read(spec.items("shifts"), this::shift);
    var substitutes = read(spec.items("overrides"), this::substitute);
    if (!spec.has("layers") && !spec.has("shifts")) {
      report.accept(
          new Problem.MissingKey(
              spec.place(),
              Advice.join(spec.path(), "layers or shifts"),
              "who is on call",
              "Fix: add one"));
    }
    Map<String, String> contacts = new HashMap<>();
    spec.at("contacts")
        .ifPresent(
            map ->
                map.entries()
                    .forEach(
                        (person, hook) -> {
                          registry.resolve(Kind.WEBHOOK, hook);
                          contacts.put(person, hook.scalar());
                        }));
    return resource.isNamed() && zone.isPresent()
        ? Optional.of(
            new OnCallSchedule(resource.name(), zone.get(), layers, shifts, substitutes, contacts))
        : Optional.empty();
  }

  /** Reads one item of a list; nothing when something about it was reported. */
  @FunctionalInterface
  private interface Item<T> {
    Optional<T> read(Cursor item);
  }

  private static <T> List<T> read(List<Cursor> items, Item<T> one) {
    return items.stream().map(one::read).flatMap(Optional::stream).toList();
  }

  private Optional<Layer> layer(Cursor layer) {
    var people = layer.items("people").stream().map(Cursor::scalar).toList();
    var start = layer.at("start").flatMap(this::time);
    var end = layer.at("end");
    var ends = end.flatMap(this::time).orElse(Layer.OPEN);
    var hours = read(layer.items("hours"), this::hours);
    if (people.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    if (!ends.isAfter(start.get())) {
      end.ifPresent(at -> report.accept(at.badValue("after start", "")));
      return Optional.empty();
    }
    return Optional.of(
        new Layer(
            layer.text("name").orElse(""),
            people,
            start.get(),
            ends,
            length(layer.text("every").orElse(DEFAULT_TURN)),
            hours));
  }

  private Optional<Layer.Hours> hours(Cursor hours) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Cursor day : hours.items("days")) {
      days.add(DayOfWeek.of(OnCallKinds.DAY.words().indexOf(day.scalar()) + 1));
    }
    var from = hours.text("from").map(LocalTime::parse);
    var lasts = hours.at("for");
    var length = lasts.map(at -> length(at.scalar()));
    if (from.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    if (length.get().compareTo(Layer.WEEK) > 0) {
      lasts.ifPresent(at -> report.accept(at.badValue("at most 7d", "Write: for: 7d")));
      return Optional.empty();
    }
    return Optional.of(
        new Layer.Hours(
            days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from.get(), length.get()));
  }

  private Optional<Shift> shift(Cursor shift) {
    var person = shift.text("person");
    var times = times(shift, "start", "end");
    var except = new HashSet<>(read(shift.items("except"), this::time));
    var rule = shift.text("rule").orElse("");
    if (person.isEmpty() || times.isEmpty() || !isUnderstood(shift, rule)) {
      return Optional.empty();
    }
    return Optional.of(new Shift(person.get(), times.get().from(), times.get().to(), rule, except));
  }

  private boolean isUnderstood(Cursor shift, String rule) {
    if (rule.isEmpty()) {
      return true;
    }
    try {
      Recurrence.of(rule, LocalDateTime.MIN, ZoneOffset.UTC, Duration.ofSeconds(1));
      return true;
    } catch (IllegalArgumentException _) {
      shift.at("rule").ifPresent(at -> report.accept(at.badValue(RULE, "")));
      return false;
    }
  }

  private Optional<Substitute> substitute(Cursor item) {
    var person = item.text("person");
    var times = times(item, "from", "to");
    return person.isEmpty()
        ? Optional.empty()
        : times.map(
            t -> new Substitute(person.get(), t.from(), t.to(), item.text("reason").orElse("")));
  }

  private record Times(LocalDateTime from, LocalDateTime to) {}

  private Optional<Times> times(Cursor item, String first, String last) {
    var from = item.at(first).flatMap(this::time);
    var to = item.at(last).flatMap(this::time);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!to.get().isAfter(from.get())) {
      item.at(last).ifPresent(at -> report.accept(at.badValue("after " + first, "")));
      return Optional.empty();
    }
    return Optional.of(new Times(from.get(), to.get()));
  }

  private Optional<LocalDateTime> time(Cursor at) {
    try {
      return Optional.of(LocalDateTime.parse(at.scalar()));
    } catch (DateTimeException _) {
      report.accept(at.badValue("a date and time that exist", ""));
      return Optional.empty();
    }
  }

  private Optional<EscalationPolicy> policy(Resource resource, Cursor spec) {
    var services = new HashSet<ServiceName>();
    for (Cursor name : spec.items("services")) {
      registry.resolve(Kind.SERVICE, name);
      services.add(new ServiceName(name.scalar()));
    }
    var steps = new ArrayList<EscalationPolicy.Step>();
    for (Cursor item : spec.items("steps")) {
      step(item, steps.isEmpty() ? null : steps.getLast().after()).ifPresent(steps::add);
    }
    var urgency = spec.text("minUrgency").orElse("soon").toUpperCase(Locale.ROOT);
    return !resource.isNamed() || steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EscalationPolicy(resource.name(), services, Urgency.valueOf(urgency), steps));
  }

  private Optional<EscalationPolicy.Step> step(Cursor step, @Nullable Duration before) {
    if (OnCallKinds.WHO.stream().noneMatch(step::has)) {
      report.accept(
          new Problem.MissingKey(
              step.place(),
              Advice.join(step.path(), "schedules, people or webhooks"),
              "who is called",
              "Fix: add one"));
      return Optional.empty();
    }
    step.items("schedules").forEach(name -> registry.resolve(Kind.ON_CALL_SCHEDULE, name));
    step.items("webhooks").forEach(name -> registry.resolve(Kind.WEBHOOK, name));
    var after = step.at("after");
    var delay = after.map(at -> length(at.scalar()));
    if (delay.isEmpty()) {
      return Optional.empty();
    }
    if (before != null && delay.get().compareTo(before) <= 0) {
      after.ifPresent(at -> report.accept(at.badValue("more than the step before", "")));
      return Optional.empty();
    }
    return Optional.of(
        new EscalationPolicy.Step(
            delay.get(), texts(step, "schedules"), texts(step, "people"), texts(step, "webhooks")));
  }

  private static List<String> texts(Cursor map, String key) {
    return map.items(key).stream().map(Cursor::scalar).toList();
  }

  /** As the shapes have it: a number and a unit. */
  private static Duration length(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
