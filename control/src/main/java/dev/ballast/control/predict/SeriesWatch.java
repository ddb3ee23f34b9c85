// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.FirstPoints;
import dev.ballast.stats.detect.stream.StreamDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches one series: turns samples into findings that say what is wrong, since when and why.
 *
 * <p>Handles counters, gaps, repeated and late times; time is only what the samples say. Each
 * sample is judged by those before it alone, so what is appended never changes what was said.
 * Constant time for each sample and about 4 KB. One owner, no synchronisation.
 */
public final class SeriesWatch {

  /** The time of samples that have none: they count as five minutes apart, without seasons. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Time between samples that have none. */
  public static final long ASSUMED_MILLIS = 300_000;

  private static final double YOUTH = 60;
  private static final double LAST_RESORT = 2;
  private static final int CALM_POINTS = 10;
  private static final int PATIENCE = 3;

  private final DetectionPolicy policy;
  private final AlertBudget budget;
  private final WallClock clock;
  private final Cadence cadence = new Cadence();
  private final CounterRate counter = new CounterRate();
  private final StreamDetector detector;
  private @Nullable FirstPoints first;
  private final @Nullable Lasting lasting;
  private final @Nullable Suspicion suspicion;

  private long row;
  private long now;
  private boolean open;
  private long openSince;
  private int calm;
  private long strangeSince;
  private int strangeMisses = PATIENCE;

  public SeriesWatch(DetectionPolicy policy) {
    this(policy, new AlertBudget(policy.dial()), null);
  }

  /** Counts alerts by a budget that need not be the dial's, and may tell of what lasts, too. */
  SeriesWatch(DetectionPolicy policy, AlertBudget budget, @Nullable Lasting lasting) {
    this.policy = policy;
    this.budget = budget;
    this.clock = new WallClock(policy.zone());
    this.lasting = lasting;
    this.suspicion = lasting != null && lasting.persistence().alone() ? new Suspicion() : null;
    this.detector = new StreamDetector(policy.floor());
    this.first = policy.fromFirst() ? new FirstPoints() : null;
  }

  /**
   * Judges the next sample.
   *
   * @param epochMillis its time, or {@link #NO_TIME}
   * @param sample NaN when it is missing
   * @param paused true during known changes and incidents: judged, but not learnt
   */
  public Judgement judge(long epochMillis, double sample, boolean paused) {
    return judge(epochMillis, sample, paused, true);
  }

  /** As the other; {@code telling} false: the sample is learnt, and too little to be strange. */
  Judgement judge(long epochMillis, double sample, boolean paused, boolean telling) {
    boolean timed = epochMillis != NO_TIME;
    now = timed ? epochMillis : row * ASSUMED_MILLIS;
    row++;
    double value = policy.kind() == SeriesKind.COUNTER ? counter.add(now, sample) : sample;
    if (cadence.gapBefore(now) || !Double.isFinite(value)) {
      detector.gap();
    }
    if (!Double.isFinite(value)) {
      return Judgement.MISSING;
    }
    Suspicion doubt = suspicion;
    boolean rest = doubt != null && doubt.rests(open);
    double score = detector.add(value, timed ? clock.minuteOfWeek(now) : -1, paused || rest);
    FirstPoints early = first;
    Lasting lasts = lasting;
    if (doubt != null && lasts != null) {
      return decideByLasting(lasts, doubt, value, telling);
    }
    return early == null ? decide(value, score) : decideEarly(early, value);
  }

  /** Tells of samples that are overdue at this time. */
  public Optional<Finding> overdue(long nowMillis) {
    return cadence.overdue(nowMillis)
        ? Optional.of(new Finding.Silent(cadence.last()))
        : Optional.empty();
  }

  /** Whether an anomaly is open. */
  public boolean open() {
    return open;
  }

  /** What the last sample was expected to be, and the band around it. */
  public StreamDetector.Reading reading() {
    return detector.reading();
  }

  /** What the last sample was expected to be. */
  public double expected() {
    return detector.expected();
  }

  /** Distance from the expectation to the upper or lower end of the usual band. */
  public double band(boolean upper) {
    return detector.band(upper);
  }

  /** The score that an alert needs of a grown series with nothing spent. */
  public double threshold() {
    return policy.dial().threshold(cadence.millis());
  }

  /** What was usual before it became strange, if its alarms must last. */
  Optional<Usual> usual() {
    return Optional.ofNullable(suspicion).map(Suspicion::usual);
  }

  /** Points learnt from. */
  public int age() {
    return detector.age();
  }

  private Judgement decide(double value, double score) {
    double needed = threshold() * (1 + YOUTH / Math.max(1, detector.age()));
    // What an alert needs, once grouped: ordinary points reach half of it every other time.
    boolean strange = detector.severity() >= needed;
    follow(strange);
    Lasting lasts = lasting;
    boolean stays = lasts != null && lasts.alarm(detector.severity(), detector.age(), open);
    boolean strong = score >= needed || stays;
    double factor = budget.factor(now);
    boolean alert = strong && (stays ? factor < LAST_RESORT : score >= needed * factor);
    List<Finding> findings = new ArrayList<>(0);
    if (alert) {
      double reached = lasts == null ? score : Math.max(score, lasts.mean());
      tell(Sayings.of(detector.reading(), now, value, strangeSince, reached, needed), findings);
    } else {
      close(strange, findings);
    }
    return new Judgement(value, score, alert, strong && !alert, findings);
  }

  /** By how long it stays strange, and by nothing else. */
  private Judgement decideByLasting(Lasting lasts, Suspicion doubt, double value, boolean telling) {
    boolean counts = telling && doubt.departs(detector, value, lasts.persistence().beyond());
    double severity = counts ? detector.severity() : 0;
    double needed = lasts.needed();
    boolean strange = severity >= needed / 2;
    follow(strange);
    doubt.note(detector, value, strange, open);
    boolean strong = lasts.alarm(severity, detector.age(), open);
    boolean alert = strong && budget.factor(now) < LAST_RESORT;
    List<Finding> findings = new ArrayList<>(0);
    if (alert) {
      StreamDetector.Reading reading = doubt.reading(detector);
      tell(Sayings.of(reading, now, value, strangeSince, lasts.mean(), needed), findings);
    } else {
      close(strange, findings);
    }
    return new Judgement(value, severity, alert, strong && !alert, findings);
  }

  private void tell(Explanation why, List<Finding> findings) {
    budget.spend(now);
    findings.add(open ? new Finding.Worsened(why) : new Finding.Opened(why));
    openSince = open ? openSince : strangeSince;
    open = true;
    calm = 0;
  }

  /** The first points by their median; an anomaly's run counts as one alert. */
  private Judgement decideEarly(FirstPoints early, double value) {
    double expected = early.median();
    double band = early.band();
    double limits = early.add(value);
    double score = Math.min(60, limits * StreamDetector.THRESHOLD);
    boolean strong = limits >= 1;
    follow(strong);
    List<Finding> findings = new ArrayList<>(0);
    boolean alert = strong && (open || budget.used(now) < budget.most());
    if (alert && !open) {
      budget.spend(now);
      open = true;
      openSince = now;
      findings.add(
          new Finding.Opened(Sayings.early(now, value, expected, band, strangeSince, score)));
    } else if (!strong) {
      calm = CALM_POINTS;
      close(false, findings);
    }
    if (!early.more()) {
      first = null;
    }
    return new Judgement(value, score, alert, strong && !alert, findings);
  }

  /** Since when the series has been strange, forgiving a few ordinary points in between. */
  private void follow(boolean strange) {
    if (strange) {
      strangeSince = strangeMisses >= PATIENCE ? now : strangeSince;
      strangeMisses = 0;
    } else {
      strangeMisses = Math.min(PATIENCE, strangeMisses + 1);
      strangeSince = strangeMisses >= PATIENCE ? now : strangeSince;
    }
  }

  private void close(boolean strange, List<Finding> findings) {
    calm = strange ? 0 : calm + 1;
    if (open && calm >= CALM_POINTS) {
      open = false;
      findings.add(new Finding.Cleared(now, openSince));
    }
  }

  /** Points in a row that must be ordinary before an anomaly is over. */
  static int calmPoints() {
    return CALM_POINTS;
  }
}
