// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.CronFields;
import dev.ballast.model.experiment.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a scheduled experiment is due. */
public final class Timetable {

  /** Later than that a time is missed: nobody expects an experiment hours after its time. */
  public static final Duration LATEST = Duration.ofMinutes(5);

  private Timetable() {}

  /** Whether it is due: its time has come since the last look, and not too long ago. */
  public static boolean isDue(Schedule schedule, Instant lastLook, Instant now) {
    Instant from = lastLook.isBefore(now.minus(LATEST)) ? now.minus(LATEST) : lastLook;
    return next(schedule, from).filter(due -> !due.isAfter(now)).isPresent();
  }

  /** The next time after a moment; empty without a schedule. */
  public static Optional<Instant> next(Schedule schedule, Instant after) {
    return schedule.cron().isEmpty()
        ? Optional.empty()
        : CronFields.of(schedule.cron()).next(after, schedule.zone());
  }
}
