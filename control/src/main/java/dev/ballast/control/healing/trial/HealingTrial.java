// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import dev.ballast.control.healing.Approval;
import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.HealingLoop;
import dev.ballast.control.healing.Outcome;
import dev.ballast.control.healing.Phase;
import dev.ballast.control.healing.Stop;
import dev.ballast.control.healing.Verdict;
import dev.ballast.model.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** Lives through one scenario, second by second, and checks what must never happen. */
public final class HealingTrial {

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(40);
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration BRIEF = Duration.ofMinutes(6);
  private static final Duration PERSON = Duration.ofSeconds(20);

  private final Scenario scenario;
  private final SplittableRandom random;
  private final Set<Integer> crashes = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final World world;
  private final TrialBook book;
  private Stop stop = Stop.OFF;
  private HealingLoop loop;
  private int calls;
  private int died;
  private double gained;
  private boolean healed;
  private Instant symptomAt = Instant.MAX;
  private boolean overwritten;

  private HealingTrial(Scenario scenario, Set<Integer> crashAt) {
    this.scenario = scenario;
    this.random = new SplittableRandom(scenario.seed());
    this.crashes.addAll(crashAt);
    this.book = new TrialBook(this::step);
    this.world = new World(scenario, random.split(), this::step, START);
    this.loop = loop();
  }

  /** A scenario with its own crashes, where it is about crashes. */
  public static TrialResult run(long seed, Fault fault, Trouble trouble) {
    SplittableRandom random = new SplittableRandom(seed * 31 + 7);
    Scenario scenario = scenario(seed, fault, trouble);
    Set<Integer> at = new HashSet<>();
    if (trouble == Trouble.CRASH) {
      for (int i = 0; i < 8; i++) {
        at.add(random.nextInt(400));
      }
    }
    return new HealingTrial(scenario, at).live();
  }

  /** A scenario in which the process dies at one call of a port, counted from 0. */
  public static TrialResult crashingAt(long seed, Fault fault, Trouble trouble, int call) {
    return new HealingTrial(scenario(seed, fault, trouble, BRIEF), Set.of(call)).live();
  }

  private static Scenario scenario(long seed, Fault fault, Trouble trouble) {
    return scenario(seed, fault, trouble, Duration.ofMinutes(20));
  }

  private static Scenario scenario(long seed, Fault fault, Trouble trouble, Duration mends) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Scenario(
        seed, fault, trouble, START, Duration.ofMillis(20_000 + random.nextInt(20_000)), mends);
  }

  private void step() {
    if (crashes.remove(calls++)) {
      throw new Crash(calls - 1);
    }
  }

  private HealingLoop loop() {
    return new HealingLoop(
        scenario::remediations, world, world, book, () -> stop, (_, _, _) -> step());
  }

  private TrialResult live() {
    Instant now = START;
    Instant end = START.plus(LENGTH);
    boolean jumped = false;
    while (now.isBefore(end) && !isOver(now)) {
      troubles(now);
      if (scenario.has(Trouble.CLOCK_JUMP) && !jumped && !world.deeds().isEmpty()) {
        now = random.nextBoolean() ? now.plusSeconds(400) : now.minusSeconds(90);
        jumped = true;
      }
      world.at(now);
      Remediation remedy = scenario.remediations().get(Scenario.NAME);
      if (symptomAt.equals(Instant.MAX) && remedy != null && !world.symptoms(remedy).isEmpty()) {
        symptomAt = now;
      }
      int before = world.deeds().size();
      try {
        loop.tick(now);
        people(now);
      } catch (Crash e) {
        died++;
        world.forget();
        loop = loop();
      }
      check(before, now);
      account(now);
      now = now.plus(TICK);
    }
    return result();
  }

  /** It was mended a while ago and nothing is open: nothing happens any more. */
  private boolean isOver(Instant now) {
    return Duration.between(START, now).compareTo(scenario.mends().plusMinutes(2)) > 0
        && book.all().stream().noneMatch(Episode::isOpen);
  }

  private void troubles(Instant now) {
    long since = Duration.between(START.plus(scenario.onset()), now).toSeconds();
    boolean acted = !world.deeds().isEmpty();
    switch (scenario.trouble()) {
      case STOPPED -> stop = acted && since < 600 ? new Stop(true, "ann", "looks wrong") : Stop.OFF;
      case STOPPED_AT_FIRST -> stop = since < 120 ? new Stop(true, "ann", "maintenance") : Stop.OFF;
      case LEDGER_REFUSES -> book.refuse(acted ? since % 60 < 20 : since < 30);
      case FOREIGN_WRITER -> {
        if (acted && !overwritten) {
          overwritten = true;
          world.foreign();
        }
      }
      default -> {}
    }
  }

  /** Two people who answer after a while. */
  private void people(Instant now) {
    for (Episode episode : book.all()) {
      boolean asks =
          episode.phase() == Phase.WAITING
              && loop.find(episode.id()).orElse(episode).verdicts().stream()
                  .anyMatch(v -> v.kind() == Verdict.Kind.ASK);
      if (asks && episode.openedAt().plus(PERSON).isBefore(now)) {
        List<String> said = episode.approvals().stream().map(Approval::by).toList();
        if (!said.contains("ann")) {
          loop.approve(episode.id(), "ann", now);
        } else if (!said.contains("ben")) {
          loop.approve(episode.id(), "ben", now);
        }
      }
    }
  }

  private void check(int before, Instant now) {
    for (World.Deed deed : world.deeds().subList(before, world.deeds().size())) {
      if (stop.on()) {
        broken.add("acted while stopped at " + now);
      }
      if (deed.undo()) {
        continue;
      }
      if (deed.intent().touches() * 0.5 > 0.3) {
        broken.add("beyond the blast cap at " + now);
      }
      long same =
          world.deeds().stream()
              .filter(d -> !d.undo() && d.intent().key().equals(deed.intent().key()))
              .count();
      if (same > 1) {
        broken.add("done twice: " + deed.intent().key());
      }
    }
    long active = book.all().stream().filter(Episode::isActive).count();
    if (active > 1) {
      broken.add("two at work on one target at " + now);
    }
  }

  /** How many requests failed less than without anything done, and whether all is well. */
  private void account(Instant now) {
    SortedMap<String, String> state = world.state();
    SortedMap<String, String> untouched = scenario.initial();
    gained +=
        scenario.badness(true, untouched, now)
            - scenario.badness(true, state, now)
            + scenario.badness(false, untouched, now)
            - scenario.badness(false, state, now);
    healed |=
        scenario.isBroken(now)
            && scenario.badness(true, untouched, now) > scenario.limit()
            && scenario.badness(true, state, now) < scenario.limit();
  }

  private TrialResult result() {
    List<Episode> all = book.all();
    int failed = 0;
    for (Episode episode : all) {
      if (episode.isOpen()) {
        broken.add("stuck: " + episode.id() + " " + episode.phase() + " " + episode.text());
      }
      boolean bad =
          episode.outcome() == Outcome.NO_EFFECT
              || episode.outcome() == Outcome.WORSE
              || episode.outcome() == Outcome.NO_ANSWER;
      failed += bad ? 1 : 0;
      if (bad && episode.phase() != Phase.UNDONE && episode.phase() != Phase.ESCALATED) {
        broken.add("neither undone nor escalated: " + episode.id() + " " + episode.phase());
      }
    }
    List<World.Deed> acts = world.deeds().stream().filter(d -> !d.undo()).toList();
    Instant first = acts.isEmpty() ? Instant.MAX : acts.getFirst().at();
    int changed = (int) acts.stream().filter(World.Deed::changed).count();
    return new TrialResult(
        scenario.seed(),
        scenario.fault(),
        scenario.trouble(),
        changed,
        gained * TICK.toSeconds() < -0.5 && changed > 0 ? changed : 0,
        healed,
        acts.isEmpty() ? Double.NaN : seconds(symptomAt, first),
        acts.isEmpty() ? Double.NaN : seconds(START.plus(scenario.onset()), first),
        died,
        failed,
        broken,
        all);
  }

  private static double seconds(Instant from, Instant to) {
    return from.equals(Instant.MAX) ? Double.NaN : Duration.between(from, to).toMillis() / 1000.0;
  }
}
