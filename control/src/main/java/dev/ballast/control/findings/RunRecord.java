// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run, by one clock. What was not looked at is null: an empty list means
 * that it was looked at and there was nothing.
 *
 * @param alerts null when nobody looked for alerts
 * @param settings what the configuration says about what may be to blame, by key
 */
public record RunRecord(
    String run,
    Broken broken,
    Clock clock,
    Goals goals,
    List<Series> series,
    @Nullable List<Alarm> alerts,
    List<String> expectedAlerts,
    @Nullable List<Episode> incidents,
    @Nullable List<Deed> deeds,
    @Nullable Writes writes,
    @Nullable List<NameLook> names,
    @Nullable List<Caller> callers,
    @Nullable List<Presence> presences,
    List<Done> steps,
    Map<String, String> settings) {

  /**
   * What was broken.
   *
   * @param service whose users it was about, or that was broken; may be empty
   * @param targets how many things were to be healed
   */
  public record Broken(String kind, String service, String region, int targets) {

    /** Whether an alert is about it. */
    public boolean fits(Alarm alarm) {
      boolean here = !region.isEmpty() && alarm.region().equals(region);
      boolean it =
          !service.isEmpty()
              && alarm.service().equals(service)
              && (alarm.region().isEmpty() || region.isEmpty() || here);
      return here || it;
    }

    /** Whether whoever says this blames it. */
    boolean isBlamedBy(String cause) {
      boolean it = !service.isEmpty() && cause.contains(service);
      boolean here = !region.isEmpty() && cause.contains(region);
      return kind.equals("RegionIsolation") ? here : it;
    }
  }

  /**
   * When what was.
   *
   * @param fault when the first effect was verified
   * @param heal when healing was ordered; null when it never was
   * @param clean when the last target was shown to be clean; null when it never was
   */
  public record Clock(
      Instant begin, Instant fault, @Nullable Instant heal, @Nullable Instant clean, Instant end) {
    public Clock {
      if (fault.isBefore(begin) || end.isBefore(fault)) {
        throw new IllegalArgumentException("clock: (expected: begin, fault, end in this order)");
      }
    }

    /** When the fault was over, or the record ends. */
    public Instant over() {
      return heal == null ? end : heal;
    }
  }

  /** An alert that fired, with what it named. */
  public record Alarm(
      String name, String service, String region, Instant at, @Nullable Instant paged) {}

  /**
   * An incident.
   *
   * @param causes whom it blames, the first the most
   * @param places that it is about
   */
  public record Episode(
      String id,
      Instant opened,
      @Nullable Instant acknowledged,
      List<String> causes,
      Set<Place> places) {
    public Episode {
      causes = List.copyOf(causes);
      places = Set.copyOf(places);
    }

    private boolean isAbout(Alarm alarm) {
      return places.stream()
          .anyMatch(
              place ->
                  place.service().value().equals(alarm.service())
                      && place.region().equals(alarm.region()));
    }
  }

  /** What somebody did. */
  public record Deed(Instant at, String by, String text, boolean byHand) {}

  /**
   * Who calls somebody that was broken.
   *
   * @param timeout after which it gives up; zero: never
   * @param failedP99 how long its failed calls took; NaN: none failed
   * @param opened when its circuit breaker opened; null: it never did
   */
  public record Caller(
      String client,
      String server,
      Duration timeout,
      double failedP99,
      boolean hasBreaker,
      @Nullable Instant opened) {}

  /**
   * A series of what was broken, and whether it was there.
   *
   * @param last its last point before it fell silent
   * @param resumed its first point after that; null: none
   * @param watched whether an alert fires when it is absent
   */
  public record Presence(String series, Instant last, @Nullable Instant resumed, boolean watched) {}

  /** A step of the plan. */
  public record Done(
      String id, Instant due, @Nullable Instant started, boolean planned, boolean asExpected) {}

  public RunRecord {
    series = List.copyOf(series);
    expectedAlerts = List.copyOf(expectedAlerts);
    alerts = alerts == null ? null : List.copyOf(alerts);
    incidents = incidents == null ? null : List.copyOf(incidents);
    deeds = deeds == null ? null : List.copyOf(deeds);
    names = names == null ? null : List.copyOf(names);
    callers = callers == null ? null : List.copyOf(callers);
    presences = presences == null ? null : List.copyOf(presences);
    steps = List.copyOf(steps);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The series of a signal that has points; where there are several, the first. */
  public Optional<Series> of(Signal signal) {
    return all(signal).stream().findFirst();
  }

  public List<Series> all(Signal signal) {
    return series.stream().filter(s -> s.signal() == signal && !s.points().isEmpty()).toList();
  }

  /** Whether an alert is about what was broken. */
  public boolean fits(Alarm alarm) {
    return broken.fits(alarm) || expectedAlerts.contains(alarm.name());
  }

  /** Whether an alert is of an incident that blames what was broken before anything else. */
  boolean isExplained(Alarm alarm) {
    return incidents != null
        && incidents.stream()
            .filter(incident -> incident.isAbout(alarm))
            .anyMatch(
                incident ->
                    !incident.causes().isEmpty()
                        && broken.isBlamedBy(incident.causes().getFirst()));
  }

  public double seconds(Instant at) {
    return Duration.between(clock.fault(), at).toMillis() / 1e3;
  }
}
