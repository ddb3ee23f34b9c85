// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.control.change.Change;
import java.time.Duration;

/** Everything that repeats, and how often. */
final class Pulse {
  private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(1);
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(5);
  private static final Duration SCALE = Duration.ofSeconds(5);
  private static final Duration ROLL = Duration.ofSeconds(1);
  private static final Duration SPEAK = Duration.ofSeconds(1);
  private static final Duration WEIGH_GRAPH = Duration.ofSeconds(15);
  private static final Duration LOOK_INTO = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_LOGS = Duration.ofMinutes(1);
  private static final Duration LOOK_AT_REGIONS = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_FAULTS = Duration.ofMillis(200);
  private static final Duration LOOK_CLOSELY = Duration.ofMillis(500);
  private static final Duration FOLLOW_GAME_DAYS = Duration.ofMillis(500);
  private static final Duration PRICE = Duration.ofSeconds(5);
  private static final Duration RIPEN = Duration.ofSeconds(30);
  private static final Duration HEAL = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_SWITCH = Duration.ofMillis(250);
  private static final Duration LOOK_AT_TIMETABLE = Duration.ofSeconds(5);
  private static final Duration LOOK_AT_GROWTH = Duration.ofMinutes(1);
  private static final Duration SELF_METRICS = Duration.ofSeconds(15);

  private final Wiring wired;

  Pulse(Wiring wired) {
    this.wired = wired;
  }

  /** Starts what repeats. */
  void run() {
    if (wired.folder != null) {
      wired.loops.every(LOOK_AT_FOLDER, "configuration", this::lookAtFolder);
    }
    wired.loops.every(wired.config.spanMetricsEvery(), "span-metrics", this::flush);
    wired.loops.every(wired.config.spanMetricsEvery(), "watch", this::watchSeries);
    wired.loops.every(wired.config.evaluateEvery(), "versions", this::settle);
    wired.loops.atOnceAndEvery(wired.config.evaluateEvery(), "health", this::judge);
    wired.loops.every(LOOK_AHEAD, "capacity", this::foresee);
    wired.loops.every(SPEAK, "webhooks", this::speak);
    wired.loops.every(PRICE, "cost", this::price);
    wired.loops.every(RIPEN, "maturity", this::ripen);
    wired.loops.every(SCALE, "scalers", wired.scaler::tick);
    wired.loops.every(ROLL, "rollouts", this::roll);
    wired.loops.every(LOOK_AT_TIMETABLE, "experiments", wired.rounds::tick);
    wired.loops.every(LOOK_AT_REGIONS, "regions", wired.hands.regions()::tick);
    wired.loops.every(LOOK_AT_LOGS, "replication-logs", wired.hands.logs()::tick);
    wired.loops.every(HEAL, "healing", this::heal);
    wired.loops.every(LOOK_AT_SWITCH, "healing-switch", wired.healing::lookAtSwitch);
    wired.loops.every(LOOK_CLOSELY, "breaches", this::lookClosely);
    wired.loops.every(LOOK_AT_FAULTS, "faults", wired.hands.faults()::tick);
    wired.loops.every(FOLLOW_GAME_DAYS, "gamedays", this::followGameDays);
    wired.loops.every(WEIGH_GRAPH, "graph", this::weigh);
    wired.loops.every(LOOK_INTO, "incidents", this::lookInto);
    wired.loops.every(LOOK_AT_GROWTH, "growth", this::lookAtGrowth);
    wired.loops.every(
        SELF_METRICS,
        "self-metrics",
        () ->
            wired
                .brain
                .recorder()
                .record(
                    wired.meter.snapshot(), "ballast:" + wired.port.get(), wired.clock.instant()));
    wired.senses.scraper().watch(wired.hands.scrape());
  }

  void lookAtFolder() {
    if (wired.folder != null) {
      wired.folder.look(wired.hands.canaries()::problems);
    }
  }

  /** Writes down which versions have been seen. */
  void settle() {
    wired.senses.versions().settle();
  }

  /** Follows the folder's canaries, then has every rollout look that is due. */
  void roll() {
    wired.hands.canaries().follow(wired.configuration());
    wired.hands.rollouts().tick();
  }

  void flush() {
    wired.senses.flush();
  }

  void judge() {
    wired.brain.judge();
  }

  void watchSeries() {
    wired.brain.watch();
  }

  /** Judges what can run out. */
  void foresee() {
    wired.brain.foresight().look();
  }

  /** Works out what is worth its price. */
  void price() {
    wired.costs.look();
  }

  /** Judges how mature everybody is. */
  void ripen() {
    wired.maturity.look();
  }

  /** Looks into what is wrong. */
  void lookInto() {
    wired.incidents.tick();
  }

  /** Writes down whose number of series has jumped. */
  void lookAtGrowth() {
    for (Change grown :
        wired.growth.look(wired.senses.store().seriesByService(), wired.clock.instant())) {
      wired.changes.record(grown, "ballast");
    }
  }

  /** Looks at what could be healed. */
  void heal() {
    wired.healing.tick();
  }

  /** Does what is due on a game day. */
  void followGameDays() throws InterruptedException {
    wired.gamedays.tick();
  }

  /** Looks at what ends faults, more often than at everything. */
  void lookClosely() {
    wired
        .brain
        .closeLook()
        .look(
            slo ->
                wired.hands.faults().isEndedBy(slo)
                    || wired.gamedays.isEndedBy(slo)
                    || wired.rounds.isEndedBy(slo));
  }

  /** What was decided before goes out whatever becomes of what is to be decided now. */
  void speak() {
    try {
      wired.callout.tick();
    } finally {
      wired.voice.speak();
    }
  }

  void scale() {
    wired.scaler.tick();
  }

  /** Works out what hangs on what. */
  void weigh() {
    wired.brain.weigh();
  }
}
