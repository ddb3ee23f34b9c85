// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.control.predict.capacity.Changes.Change;
import dev.ballast.control.predict.capacity.Outlook.BreachedNow;
import dev.ballast.control.predict.capacity.Outlook.InsufficientData;
import dev.ballast.model.Capacity;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.passage.Crossing;
import dev.ballast.stats.passage.Futures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Judges one series of a capacity: {@code (usage, standing, now) -> (verdict, standing)}, pure. The
 * same input gives the same answer: dice are seeded by the names.
 */
public final class CapacityJudge {

  /** With fewer values nothing is said of the future. */
  static final int LEAST_VALUES = 8;

  /** After so many steps without a value the newest one is no longer the present. */
  static final int SILENT_STEPS = 3;

  /** For how long the step of a change may grow. */
  private static final Duration SETTLE = Duration.ofMinutes(10);

  private static final int SETTLE_STEPS = 3;
  private static final Ahead NOTHING = new Ahead.Nothing();
  private static final int MOST_SHOWN = 300;
  private static final int LEAST_SHOWN = 60;

  private final Capacity capacity;
  private final Times times;
  private final double timeScale;
  private final Crossing crossing;
  private final Sentences sentences;

  /** What comes out. */
  public record Judged(Verdict verdict, Standing standing) {}

  /**
   * @param timeScale by which the times of the capacity are divided; 1 in production
   */
  public CapacityJudge(Capacity capacity, double timeScale) {
    this.capacity = capacity;
    this.timeScale = timeScale;
    this.times = Times.of(capacity.timing(), timeScale);
    this.crossing =
        new Crossing(capacity.limit().at(), capacity.limit().breaches(), capacity.limit().of());
    this.sentences = new Sentences(capacity, times);
  }

  double timeScale() {
    return timeScale;
  }

  /**
   * The verdict on a series.
   *
   * @param query as it was asked, for the evidence
   */
  public Judged judge(Usage asked, String query, Standing before, Instant now) {
    return judge(asked, List.of(), query, before, now);
  }

  /**
   * The same.
   *
   * @param changes what its owners did that may explain a step
   */
  Judged judge(Usage asked, List<Change> changes, String query, Standing before, Instant now) {
    Usage usage = asked.trimmed();
    int newest = usage.newest();
    String silence = silence(usage, newest);
    if (!silence.isEmpty()) {
      return unknown(usage, query, silence, before, now);
    }
    boolean breached = breached(usage, newest, before);
    Explained explained = Explained.of(usage, changes, settle(usage));
    boolean few = explained.usage().known() < LEAST_VALUES;
    if (!breached && few) {
      return unknown(usage, query, tooFew(explained), before, now);
    }
    Ahead ahead = few ? NOTHING : simulated(explained.usage());
    Outlook outlook =
        switch (ahead) {
          case Ahead.Simulated known when !breached -> known.outlook();
          case Ahead.Simulated _, Ahead.Nothing _ -> new BreachedNow(since(usage, newest));
        };
    double lead = breached ? 1 : ahead.within(times.here().leadTime());
    double decision = breached ? 1 : ahead.within(times.here().decision());
    double horizon = breached ? 1 : ahead.within(times.here().horizon());
    Urgency urgency =
        Decision.of(before.known(), breached, lead, decision, horizon, capacity.response());
    Standing after = before.next(urgency, breached, now);
    double value = usage.value(newest);
    Advice advice =
        new Advice(
            urgency,
            after.since(),
            lead,
            decision,
            sentences.of(usage, outlook, urgency, decision, value, now),
            capacity.response().action(),
            capacity.response().command());
    return new Judged(
        new Verdict(
            usage.series(),
            usage.labels(),
            now,
            value,
            outlook,
            advice,
            evidence(usage, query, ahead, explained.reasons(times)),
            fan(usage, ahead)),
        after);
  }

  /** As long as a scrape, a pool and a cache take, and some steps at least. */
  private Duration settle(Usage usage) {
    Duration steps = usage.step().multipliedBy(SETTLE_STEPS);
    Duration scaled = Duration.ofMillis((long) (SETTLE.toMillis() / timeScale));
    return steps.compareTo(scaled) > 0 ? steps : scaled;
  }

  /** The verdict that there is none: never good, never an alarm. */
  public Judged unknown(Usage usage, String query, String reason, Standing before, Instant now) {
    Outlook outlook = new InsufficientData(reason);
    Standing after = before.next(Urgency.UNKNOWN, false, now);
    int newest = usage.newest();
    double value = newest < 0 ? Double.NaN : usage.value(newest);
    Advice advice =
        new Advice(
            Urgency.UNKNOWN,
            after.since(),
            0,
            0,
            sentences.of(usage, outlook, Urgency.UNKNOWN, 0, value, now),
            "",
            "");
    return new Judged(
        new Verdict(
            usage.series(),
            usage.labels(),
            now,
            value,
            outlook,
            advice,
            evidence(usage, query, NOTHING, List.of()),
            fan(usage, NOTHING)),
        after);
  }

  private String silence(Usage usage, int newest) {
    if (newest < 0) {
      return "there is no value in the last " + times.of(capacity.timing().history());
    }
    if (usage.silent() >= SILENT_STEPS) {
      return "no value since "
          + times.clock(usage.time(newest))
          + ", when it was "
          + Times.number(usage.value(newest));
    }
    return "";
  }

  private String tooFew(Explained explained) {
    Usage usage = explained.usage();
    List<String> reasons = explained.reasons(times);
    return (reasons.isEmpty() ? "" : reasons.getFirst() + "; ")
        + "%d %s of %s each (expected: at least %d)"
            .formatted(
                usage.known(),
                usage.known() == 1 ? "value" : "values",
                Times.words(usage.step()),
                LEAST_VALUES);
  }

  /**
   * A breach is over after two steps without one: a value that dances on the limit is one breach.
   */
  private boolean breached(Usage usage, int newest, Standing before) {
    return crossing.at(usage.values(), newest)
        || (before.breached() && newest > 0 && crossing.at(usage.values(), newest - 1));
  }

  private Instant since(Usage usage, int newest) {
    int first = newest;
    for (int i = newest, calm = 0; i >= 0 && calm < 2; i--) {
      boolean reached = crossing.at(usage.values(), i);
      calm = reached ? 0 : calm + 1;
      first = reached ? i : first;
    }
    return usage.time(first);
  }

  private Ahead simulated(Usage usage) {
    int horizon =
        Math.max(
            1,
            (int) Math.ceil(times.here().horizon().toMillis() / (double) usage.step().toMillis()));
    Options options =
        Options.of(horizon).withBounds(capacity.limit().least(), capacity.limit().most());
    long seed = capacity.name().value().hashCode() * 31L + usage.series().hashCode();
    Futures futures =
        Futures.of(usage.values(), options, Futures.PATHS, new SplittableRandom(seed));
    return new Ahead.Simulated(usage, futures, futures.passage(usage.values(), crossing));
  }

  private Evidence evidence(Usage usage, String query, Ahead ahead, List<String> explained) {
    List<String> changes = new ArrayList<>(explained);
    changes.addAll(ahead.changes(sentences));
    return new Evidence(
        query,
        usage.end().minus(times.here().history()),
        usage.end(),
        usage.step(),
        usage.known(),
        usage.length() - usage.known(),
        ahead.paths(),
        ahead.season(),
        changes,
        ahead.members(),
        ahead.explanation(),
        sentences.rule());
  }

  private Fan fan(Usage usage, Ahead ahead) {
    int shown =
        Math.min(usage.length(), Math.min(MOST_SHOWN, Math.max(LEAST_SHOWN, 2 * ahead.horizon())));
    List<Fan.Point> history = new ArrayList<>();
    for (int i = usage.length() - shown; i < usage.length(); i++) {
      history.add(new Fan.Point(usage.time(i), usage.value(i)));
    }
    return new Fan(history, ahead.bands());
  }
}
