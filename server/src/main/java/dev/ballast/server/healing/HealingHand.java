// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Hand;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Progress;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins deeds on threads of their own, and asks the world how they went. Thread-safe. */
final class HealingHand implements Hand, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HealingHand.class);
  private static final Duration RENEW = Duration.ofSeconds(20);

  private final Deeds deeds;
  private final Attempts attempts = new Attempts();
  private final Function<String, Optional<Job>> jobs;
  private final BooleanSupplier stopped;
  private final InstantSource clock;
  private final Map<String, Instant> renewed = new ConcurrentHashMap<>();

  /** What an intent belongs to. */
  record Job(HealingAction action, Place place) {}

  /**
   * @param jobs by the key of an intent, so that a new process finds what the old one did
   */
  HealingHand(
      Deeds deeds,
      Function<String, Optional<Job>> jobs,
      BooleanSupplier stopped,
      InstantSource clock) {
    this.deeds = deeds;
    this.jobs = jobs;
    this.stopped = stopped;
    this.clock = clock;
  }

  @Override
  public Intent plan(Remediation remediation, Place place, String key) {
    return deeds.of(remediation.action(), place).plan(key);
  }

  @Override
  public void begin(Intent intent, boolean undo) {
    String token = token(intent, undo);
    Optional<Job> job = jobs.apply(intent.key());
    if (stopped.getAsBoolean() || job.isEmpty()) {
      attempts.refuse(token, job.isEmpty() ? "its remediation is gone" : "all healing is stopped");
      return;
    }
    attempts.begin(token, () -> deed(job.get()).act(intent, undo));
  }

  @Override
  public Progress progress(Intent intent, boolean undo) {
    Optional<Progress> begun = attempts.of(token(intent, undo));
    Progress.Kind kind = begun.map(Progress::kind).orElse(Progress.Kind.NOT_BEGUN);
    if (kind == Progress.Kind.RUNNING || kind == Progress.Kind.FAILED) {
      return begun.orElseThrow();
    }
    if (!intent.isReadable()) {
      return begun.orElse(new Progress(Progress.Kind.UNKNOWN, "it was begun before a restart"));
    }
    Optional<Job> job = jobs.apply(intent.key());
    if (job.isEmpty()) {
      return new Progress(Progress.Kind.UNKNOWN, "its remediation is gone");
    }
    try {
      SortedMap<String, String> now = deed(job.get()).state(intent);
      return intent.seen(now, undo);
    } catch (ActuatorException e) {
      // Asked again at the next look; the machine knows how long that may go on.
      return new Progress(Progress.Kind.RUNNING, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Intent intent) {
    Instant now = clock.instant();
    Instant last = renewed.getOrDefault(intent.key(), Instant.EPOCH);
    if (stopped.getAsBoolean() || Duration.between(last, now).compareTo(RENEW) < 0) {
      return;
    }
    renewed.keySet().removeIf(key -> renewed.size() > 100 && !key.equals(intent.key()));
    renewed.put(intent.key(), now);
    jobs.apply(intent.key())
        .ifPresent(job -> attempts.begin("renew " + intent.key(), () -> kept(job, intent)));
  }

  private Deed deed(Job job) {
    return deeds.of(job.action(), job.place());
  }

  private void kept(Job job, Intent intent) {
    try {
      deed(job).renew(intent);
    } catch (ActuatorException e) {
      log.atWarn()
          .addKeyValue("event", "healing.lease_not_renewed")
          .addKeyValue("key", intent.key())
          .log(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void cancel() {
    attempts.cancel();
  }

  private static String token(Intent intent, boolean undo) {
    return (undo ? "undo " : "do ") + intent.key();
  }

  @Override
  public void close() {
    attempts.close();
    deeds.close();
  }
}
