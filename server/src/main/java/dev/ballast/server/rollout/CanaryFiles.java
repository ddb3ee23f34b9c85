// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Configuration;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.rollout.RolloutResources;
import dev.ballast.model.yaml.Place;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Severity;
import dev.ballast.server.rollout.FileBook.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the canaries of the configuration folder: a new or changed one is taken as if it were
 * applied. One that is gone keeps its traffic: a rollout under way is paused, and nothing new is
 * begun until a person lets it go or the file is back. One thread calls.
 */
public final class CanaryFiles {

  private static final Logger log = LoggerFactory.getLogger(CanaryFiles.class);
  private static final String ACTOR = "configuration";

  private final Rollouts rollouts;
  private final FileBook book;
  private final Diary diary;
  private final QueryChecker queries;
  private RolloutResources followed = RolloutResources.EMPTY;
  private Map<ObjectName, Application> wanted = Map.of();

  CanaryFiles(Rollouts rollouts, FileBook book, Diary diary, QueryChecker queries) {
    this.rollouts = rollouts;
    this.book = book;
    this.diary = diary;
    this.queries = queries;
  }

  /** What no server could run, whatever it knows already. */
  public static List<Problem> misfits(Reading reading, QueryChecker queries) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ObjectName> services = new HashMap<>();
    RolloutResources all = reading.configuration().rollouts();
    for (Canary canary : all.canaries().values()) {
      Place place = place(reading, canary);
      if (!Application.isOurs(canary)) {
        problems.add(
            new Problem.NotUsed(
                place,
                "spec.provider",
                canary.provider() + " is not routed by this server: left to Flagger",
                "",
                Severity.INFO));
        continue;
      }
      try {
        read(canary, all, queries);
      } catch (Application.Refused e) {
        e.problems().forEach(text -> problems.add(new Problem.Misfit(place, text)));
      }
      ObjectName name = canary.name().within(Application.NAMESPACE);
      ObjectName other = services.putIfAbsent(canary.service(), name);
      if (other != null) {
        problems.add(
            new Problem.Misfit(
                place,
                "spec.service.name: %s (expected: one canary for each service; %s has it). Fix: remove one"
                    .formatted(canary.service(), other)));
      }
    }
    return problems;
  }

  /** As {@link #misfits}, and what contradicts the rollouts that are there. */
  public List<Problem> problems(Reading reading) {
    List<Problem> problems = new ArrayList<>(misfits(reading, queries));
    for (Canary canary : reading.configuration().rollouts().canaries().values()) {
      if (Application.isOurs(canary)) {
        rollouts
            .objection(canary)
            .ifPresent(text -> problems.add(new Problem.Misfit(place(reading, canary), text)));
      }
    }
    return problems;
  }

  private static Place place(Reading reading, Canary canary) {
    return reading
        .canaries()
        .getOrDefault(canary.name(), Place.wholeFile(canary.name().toString()));
  }

  private static Application read(Canary canary, RolloutResources all, QueryChecker queries) {
    return Application.read(canary.name().toString(), CanaryFile.text(canary, all), queries);
  }

  /** Makes rollouts what the folder says; call it about each second. */
  public void follow(Configuration now) {
    if (!now.rollouts().equals(followed)) {
      wanted = wanted(now.rollouts());
      followed = now.rollouts();
    }
    wanted.forEach((name, application) -> guarded(name, () -> take(name, application)));
    for (ObjectName name : book.names()) {
      if (!wanted.containsKey(name)) {
        guarded(name, () -> miss(name));
      }
    }
  }

  private Map<ObjectName, Application> wanted(RolloutResources all) {
    Map<ObjectName, Application> ours = new TreeMap<>();
    for (Canary canary : all.canaries().values()) {
      if (Application.isOurs(canary)) {
        try {
          Application application = read(canary, all, queries);
          ours.put(application.name(), application);
        } catch (Application.Refused e) {
          note(canary.name().within(Application.NAMESPACE), e);
        }
      }
    }
    return ours;
  }

  /** What cannot be done or stored now is tried at the next turn, and the others are followed. */
  private void guarded(ObjectName name, Runnable step) {
    try {
      step.run();
      if (wanted.containsKey(name)) {
        book.accept(name);
      }
    } catch (Application.Refused | Rollouts.RefusedException | LedgerException e) {
      note(name, e);
    }
  }

  private void note(ObjectName name, RuntimeException why) {
    if (book.refuse(name, String.valueOf(why.getMessage()))) {
      log.atWarn()
          .addKeyValue("event", "rollout.file_refused")
          .addKeyValue("rollout", name)
          .addKeyValue("reason", why.getMessage())
          .log("what a canary's file says is not in force");
    }
  }

  private void take(ObjectName name, Application application) {
    Entry last = book.find(name).orElse(null);
    boolean held = last != null && !last.gone() && last.text().equals(application.text());
    if (held && rollouts.find(name).isPresent()) {
      return;
    }
    rollouts.take(application, ACTOR);
    if (last != null && last.paused()) {
      goOn(name, last.revision());
    }
    book.put(Entry.of(name, application.text()));
  }

  /** Only what was paused for the lack of the file goes on with it. */
  private void goOn(ObjectName name, String revision) {
    CanaryState state = state(name);
    if (state.paused() && state.applied().equals(revision) && state.phase().isUnderWay()) {
      rollouts.command(name, Command.RESUME, ACTOR);
    }
  }

  private void miss(ObjectName name) {
    Entry entry = book.find(name).orElseThrow();
    if (rollouts.find(name).isEmpty()) {
      book.forget(name);
      return;
    }
    if (!entry.gone()) {
      entry = entry.missing();
      book.put(entry);
      rollouts.find(name).ifPresent(view -> diary.missed(view.rollout()));
    }
    CanaryState state = state(name);
    if (rollouts.isLeaving(name)) {
      return;
    }
    Application normal = Application.read(name.toString(), entry.text(), queries);
    if (hasBegun(state)) {
      rollouts.take(normal, ACTOR);
      pause(name, entry, state);
    } else {
      String still = CanaryFile.suspended(normal);
      rollouts.take(Application.read(name.toString(), still, queries), ACTOR);
    }
  }

  /** What only waits has no traffic yet, and a pause would not keep it from getting some. */
  private static boolean hasBegun(CanaryState state) {
    return state.phase().isUnderWay() && state.phase() != Phase.WAITING;
  }

  /** Once for each revision: a person who resumes it has decided. */
  private void pause(ObjectName name, Entry entry, CanaryState state) {
    if (!state.applied().equals(entry.revision())) {
      if (!state.paused()) {
        rollouts.command(name, Command.PAUSE, ACTOR);
      }
      book.put(entry.handling(state.applied(), !state.paused()));
    }
  }

  private CanaryState state(ObjectName name) {
    return rollouts.find(name).orElseThrow().rollout().state();
  }
}
