// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.TimeWindow;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the time that an SLO's budget is for, in any version of OpenSLO. */
final class TimeWindows {

  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Consumer<Problem> report;

  TimeWindows(Consumer<Problem> report) {
    this.report = report;
  }

  /** The window of an SLO's spec, or nothing when anything about it was reported. */
  Optional<TimeWindow> of(Cursor spec) {
    var alpha = spec.items("timeWindows").stream().findFirst();
    return alpha.isPresent()
        ? alpha.flatMap(this::ofAlpha)
        : spec.items("timeWindow").stream().findFirst().flatMap(this::ofDuration);
  }

  private Optional<TimeWindow> ofDuration(Cursor window) {
    var length = window.text("duration");
    if (!agree(window)) {
      return Optional.empty();
    }
    if (window.flag("isRolling", false)) {
      return length.map(Windows::parse).map(TimeWindow.Rolling::new);
    }
    if (!window.has("calendar")) {
      reportNeither(window);
      return Optional.empty();
    }
    return calendar(window).flatMap(c -> length.map(text -> c.of(text)));
  }

  /** Sloth's files of this version say neither, and mean a rolling window. */
  private Optional<TimeWindow> ofAlpha(Cursor window) {
    var unit = window.text("unit");
    int count = new Wholes(report).of(window, "count", 0);
    if (!agree(window) || unit.isEmpty() || count < 1) {
      return Optional.empty();
    }
    if (window.has("calendar")) {
      var of = TimeWindow.Calendar.Unit.valueOf(unit.get().toUpperCase(Locale.ROOT));
      return calendar(window).map(c -> new TimeWindow.Calendar(count, of, c.start(), c.zone()));
    }
    if (window.has("isRolling") && !window.flag("isRolling", true)) {
      reportNeither(window);
      return Optional.empty();
    }
    return Optional.of(new TimeWindow.Rolling(lengthOf(unit.get()).multipliedBy(count)));
  }

  private static Duration lengthOf(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "second" -> Duration.ofSeconds(1);
      case "minute" -> Duration.ofMinutes(1);
      case "hour" -> Duration.ofHours(1);
      case "day" -> Duration.ofDays(1);
      case "week" -> Duration.ofDays(7);
      case "month" -> Duration.ofDays(30);
      case "quarter" -> Duration.ofDays(90);
      case "year" -> Duration.ofDays(365);
      default -> throw new IllegalArgumentException("unit: " + unit);
    };
  }

  private boolean agree(Cursor window) {
    if (!window.flag("isRolling", false) || !window.has("calendar")) {
      return true;
    }
    calendar(window);
    report.accept(
        new Problem.BadValue(
            window.placeOf("calendar"),
            Advice.join(window.path(), "calendar"),
            "beside isRolling: true",
            "only one of isRolling: true and calendar",
            "Fix: remove one"));
    return false;
  }

  private void reportNeither(Cursor window) {
    var said = window.has("isRolling");
    report.accept(
        new Problem.MissingKey(
            said ? window.placeOf("isRolling") : window.place(),
            Advice.join(window.path(), said ? "calendar" : "isRolling"),
            said ? "calendar beside isRolling: false" : "true, or a calendar",
            "Write: isRolling: true"));
  }

  private record Start(LocalDateTime start, ZoneId zone) {
    TimeWindow of(String duration) {
      return Windows.calendar(duration, start, zone);
    }
  }

  private Optional<Start> calendar(Cursor window) {
    var start = window.at("calendar").flatMap(c -> c.at("startTime")).flatMap(this::start);
    var zone = window.at("calendar").flatMap(c -> c.at("timeZone"));
    return start.flatMap(s -> zone.flatMap(at -> zone(at, report)).map(z -> new Start(s, z)));
  }

  private Optional<LocalDateTime> start(Cursor at) {
    try {
      return Optional.of(LocalDateTime.parse(at.scalar(), START));
    } catch (DateTimeParseException _) {
      report.accept(at.badValue("a date and time that exist", ""));
      return Optional.empty();
    }
  }

  /** A time zone, or nothing when it was reported. */
  static Optional<ZoneId> zone(Cursor at, Consumer<Problem> report) {
    var known = ZoneId.getAvailableZoneIds();
    if (known.contains(at.scalar())) {
      return Optional.of(ZoneId.of(at.scalar()));
    }
    var near = Nearest.to(at.scalar(), known);
    report.accept(
        at.badValue("an IANA time zone", near.map(name -> "Write: timeZone: " + name).orElse("")));
    return Optional.empty();
  }
}
