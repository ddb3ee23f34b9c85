// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Triggers.Spot;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks, judges, writes down, acts: in this order, for every episode. Its own memory is only of how
 * long triggers have held; all else is in the book. Its monitor guards everything.
 */
public final class HealingLoop {

  private static final int MOST_OPEN = 200;

  private final Supplier<? extends Map<String, Remediation>> remediations;
  private final Hand hand;
  private final Senses senses;
  private final EpisodeBook book;
  private final Supplier<Stop> stop;
  private final Teller teller;
  private final Triggers triggers;
  private final Map<String, Episode> judged = new HashMap<>();

  /** Nothing of this name, or nothing that could be done with it. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  public HealingLoop(
      Supplier<? extends Map<String, Remediation>> remediations,
      Hand hand,
      Senses senses,
      EpisodeBook book,
      Supplier<Stop> stop,
      Teller teller) {
    this.remediations = remediations;
    this.hand = hand;
    this.senses = senses;
    this.triggers = new Triggers(senses);
    this.book = book;
    this.stop = stop;
    this.teller = teller;
  }

  /** One round. */
  public synchronized void tick(Instant now) {
    Map<String, Remediation> rules = remediations.get();
    Stop stopped = stop.get();
    if (stopped.on()) {
      halt(stopped, now);
    }
    for (Episode episode : open()) {
      if (episode.isActive() && !stopped.on()) {
        goOn(rules.get(episode.remediation()), episode, now);
      }
    }
    Map<Spot, Symptom> sick = triggers.look(rules.values(), now);
    begin(rules, sick, now);
    int places = Triggers.places(sick);
    for (Episode episode : open()) {
      if (episode.phase() == Phase.WAITING) {
        weigh(rules.get(episode.remediation()), episode, sick, places, now);
      }
    }
  }

  /** Whatever is running is broken off, and nothing is in doubt: a person has it now. */
  public synchronized void halt(Stop stopped, Instant now) {
    hand.cancel();
    for (Episode episode : open()) {
      hear(episode, new HealingEvent.Stopped(now, stopped));
    }
  }

  private void goOn(@Nullable Remediation rules, Episode episode, Instant now) {
    Intent intent = episode.intent();
    if (intent == null) {
      return;
    }
    if (rules == null && episode.phase() != Phase.ACTING && episode.phase() != Phase.UNDOING) {
      hear(episode, new HealingEvent.Forgotten(now));
      return;
    }
    boolean undo = episode.phase() == Phase.UNDOING;
    Progress progress = hand.progress(intent, undo);
    if (undo || episode.phase() == Phase.ACTING || rules == null) {
      hear(episode, new HealingEvent.Progressed(now, progress));
    } else {
      hear(
          episode,
          new HealingEvent.Measured(
              now, rules.verification(), senses.measure(rules, episode.place()), progress));
    }
  }

  private void begin(Map<String, Remediation> rules, Map<Spot, Symptom> sick, Instant now) {
    List<Episode> open = open();
    int room = MOST_OPEN - open.size();
    for (Map.Entry<Spot, Symptom> entry : sick.entrySet()) {
      Spot spot = entry.getKey();
      boolean known =
          open.stream().anyMatch(episode -> episode.isAbout(spot.remediation(), spot.place()));
      if (!known && room > 0 && !isDenied(spot, rules.get(spot.remediation()), now)) {
        room--;
        keep(
            Episode.open(
                nextId(),
                spot.remediation(),
                spot.place(),
                Origin.TRIGGER,
                "ballast",
                entry.getValue().text(),
                now));
      }
    }
  }

  /** Who has just said no is not asked again for the time of a cool-down. */
  private boolean isDenied(Spot spot, @Nullable Remediation rules, Instant now) {
    return rules != null
        && book.all().stream()
            .filter(episode -> episode.phase() == Phase.DENIED)
            .filter(episode -> episode.isAbout(spot.remediation(), spot.place()))
            .anyMatch(episode -> episode.phaseAt().plus(rules.guards().coolDown()).isAfter(now));
  }

  private void weigh(
      @Nullable Remediation rules,
      Episode episode,
      Map<Spot, Symptom> sick,
      int sickPlaces,
      Instant now) {
    if (rules == null) {
      hear(episode, new HealingEvent.Forgotten(now));
      return;
    }
    boolean isSick = sick.containsKey(new Spot(rules.name(), episode.place()));
    Scene scene = scene(rules, episode, isSick, sickPlaces, now);
    hear(
        episode,
        new HealingEvent.Judged(now, rules, scene, Guardrails.judge(rules, episode, scene)));
  }

  private Scene scene(
      Remediation rules, Episode episode, boolean isSick, int sickPlaces, Instant now) {
    Intent intent = null;
    String obstacle = "";
    try {
      intent = hand.plan(rules, episode.place(), key(episode));
    } catch (ActuatorException e) {
      obstacle = String.valueOf(e.getMessage());
    }
    return new Scene(
        now,
        stop.get(),
        isSick,
        intent,
        obstacle,
        senses.facts(rules, episode.place(), intent),
        senses.measure(rules, episode.place()),
        sickPlaces,
        book.all().stream().filter(other -> !other.id().equals(episode.id())).toList(),
        book.isDurable());
  }

  /** The same for the same attempt, another for each further one. */
  private static String key(Episode episode) {
    return episode.id() + "-" + episode.trail().size();
  }

  /** What would be done and what each guardrail says; nothing is written or done. */
  public synchronized Episode plan(String name, Place place, String by, Instant now) {
    Remediation rules = rules(name, place);
    Episode draft = Episode.open("plan", name, place, Origin.RUN, by, "a plan", now);
    Map<Spot, Symptom> sick = triggers.look(remediations.get().values(), now);
    Scene scene =
        scene(rules, draft, sick.containsKey(new Spot(name, place)), Triggers.places(sick), now);
    List<Verdict> verdicts = Guardrails.judge(rules, draft, scene);
    Episode told = draft.judged(verdicts, Guardrails.obstacles(verdicts));
    return scene.intent() == null ? told : told.intending(scene.intent(), scene.reading(), now);
  }

  /**
   * Begins an episode for somebody; it goes through the same guardrails as any other.
   *
   * @param origin {@link Origin#RUN} or {@link Origin#PROPOSAL}
   */
  public synchronized Episode ask(
      String name, Place place, Origin origin, String by, String reason, Instant now) {
    Remediation rules = rules(name, place);
    Optional<Episode> known =
        open().stream().filter(episode -> episode.isAbout(rules.name(), place)).findFirst();
    if (known.isPresent()) {
      if (origin == Origin.RUN && known.get().phase() == Phase.WAITING) {
        if (hear(known.get(), new HealingEvent.Denied(now, by, "taken over")).isOpen()) {
          throw new RefusedException("the ledger takes nothing; nothing was begun");
        }
        return ask(name, place, origin, by, reason, now);
      }
      throw new RefusedException(
          "%s: %s is about it already (%s)"
              .formatted(name, known.get().id(), known.get().phase().word()));
    }
    if (open().size() >= MOST_OPEN) {
      throw new RefusedException("episodes: " + MOST_OPEN + " are open (expected: fewer)");
    }
    Episode episode = Episode.open(nextId(), name, place, origin, by, reason, now);
    if (!keep(episode)) {
      throw new RefusedException("the ledger takes nothing; nothing was begun");
    }
    return episode;
  }

  /** What is said of a name that nobody knows. */
  public static RefusedException unknown(String name, Collection<String> known) {
    return new RefusedException(
        known.isEmpty()
            ? "remediation: " + name + " (expected: one of the configuration; there is none)"
            : "remediation: %s (expected: one of %s)".formatted(name, String.join(", ", known)));
  }

  private Remediation rules(String name, Place place) {
    Remediation rules = remediations.get().get(name);
    if (rules == null) {
      throw unknown(name, remediations.get().keySet());
    }
    if (!rules.service().equals(place.service())
        || (!rules.region().isEmpty() && !rules.region().equals(place.region()))) {
      throw new RefusedException(
          "%s is not about %s (expected: %s%s)"
              .formatted(
                  name,
                  place,
                  rules.service(),
                  rules.region().isEmpty() ? "" : " in " + rules.region()));
    }
    return rules;
  }

  /** A person says yes. */
  public synchronized Episode approve(String id, String by, Instant now) {
    Episode episode = waiting(id);
    if (episode.by().equals(by) && episode.origin() != Origin.RUN) {
      throw new RefusedException(
          "%s proposed it (expected: somebody else to approve)".formatted(by));
    }
    return hear(episode, new HealingEvent.Approved(now, by));
  }

  /** A person says no. */
  public synchronized Episode deny(String id, String by, String why, Instant now) {
    return hear(waiting(id), new HealingEvent.Denied(now, by, why));
  }

  private Episode waiting(String id) {
    Episode episode =
        find(id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "episode: " + id + " (expected: one of ballast heal list)"));
    if (episode.phase() != Phase.WAITING) {
      throw new RefusedException(
          "%s: %s (expected: waiting)".formatted(id, episode.phase().word()));
    }
    return episode;
  }

  /** Everything that is remembered, with the newest verdicts. */
  public synchronized List<Episode> all() {
    return book.all().stream().map(this::newest).toList();
  }

  public synchronized Optional<Episode> find(String id) {
    return book.all().stream().filter(e -> e.id().equals(id)).findFirst().map(this::newest);
  }

  private List<Episode> open() {
    return book.all().stream().filter(Episode::isOpen).map(this::newest).toList();
  }

  /** Verdicts and readings change all the time, and are not worth a write. */
  private Episode newest(Episode kept) {
    return judged.getOrDefault(kept.id(), kept);
  }

  private String nextId() {
    int last =
        book.all().stream()
            .mapToInt(e -> Integer.parseInt(e.id().substring(e.id().lastIndexOf('-') + 1)))
            .max()
            .orElse(0);
    return "heal-" + (last + 1);
  }

  /** State is written down before anything follows from it; when that fails nothing does. */
  private Episode hear(Episode episode, HealingEvent event) {
    Turn turn = HealingMachine.step(episode, event);
    Episode next = turn.episode();
    if (worthKeeping(episode, next) && !keep(next)) {
      return episode;
    }
    if (next.isOpen()) {
      judged.put(next.id(), next);
    }
    turn.effects().forEach(effect -> carryOut(effect, next));
    return next;
  }

  private boolean keep(Episode episode) {
    boolean kept = book.keep(episode);
    if (kept) {
      judged.remove(episode.id());
    }
    return kept;
  }

  private static boolean worthKeeping(Episode before, Episode after) {
    return before.phase() != after.phase()
        || before.trail().size() != after.trail().size()
        || !before.approvals().equals(after.approvals())
        || !Objects.equals(before.askedAt(), after.askedAt())
        || before.outcome() != after.outcome()
        || (after.phase() == Phase.UNDOING && before.streak() != after.streak());
  }

  private void carryOut(HealingEffect effect, Episode episode) {
    switch (effect) {
      case HealingEffect.Do(Intent intent, boolean undo) -> hand.begin(intent, undo);
      case HealingEffect.Renew(Intent intent) -> {
        if (intent.temporary()) {
          hand.renew(intent);
        }
      }
      case HealingEffect.Tell(String name, String text) -> teller.tell(name, episode, text);
    }
  }
}
