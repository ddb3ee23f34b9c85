// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.ObjectName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All rollouts of this server. Thread-safe. */
public final class Rollouts {

  private static final int MOST = 5_000;

  private final Means means;
  private final RolloutStore store;
  private final Diary diary;
  private final FileBook book;
  private final Map<ObjectName, Driver> drivers = new ConcurrentSkipListMap<>();

  public Rollouts(Means means) {
    this.means = means;
    store = new RolloutStore(means.ledger().documents(), means.clock());
    diary = new Diary(means.ledger().events(), means.clock());
    book = new FileBook(means.ledger().documents());
    store.all(means.queries()).forEach(rollout -> drivers.put(rollout.name(), driver(rollout)));
  }

  /** What keeps them as the configuration folder has them. */
  public CanaryFiles files() {
    return new CanaryFiles(this, book, diary, means.queries());
  }

  private Driver driver(Rollout rollout) {
    return new Driver(means, store, diary, rollout);
  }

  /**
   * How one is doing now.
   *
   * @param note why what was asked for was not done, since it is so already; else empty
   */
  public record View(Rollout rollout, String trouble, Instant next, String note) {

    View(Rollout rollout, String trouble, Instant next) {
      this(rollout, trouble, next, "");
    }

    private View noting(String what) {
      return new View(rollout, trouble, next, what);
    }
  }

  /** Something that cannot be done, and why. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Has every driver look that is due; call it about each second. */
  public void tick() {
    Instant now = means.clock().instant();
    for (Driver driver : drivers.values()) {
      if (driver.isDue(now)) {
        means.asking().execute(() -> driver.wake(now));
      }
    }
    drivers.values().removeIf(Driver::retire);
  }

  public List<View> all() {
    return drivers.values().stream().map(this::view).toList();
  }

  /** Whom all of them alert. */
  public List<AlertTarget> alerts() {
    return drivers.values().stream()
        .flatMap(driver -> driver.rollout().application().alerts().stream())
        .toList();
  }

  public Optional<View> find(ObjectName name) {
    return Optional.ofNullable(drivers.get(name)).map(this::view);
  }

  private View view(Driver driver) {
    String trouble = driver.trouble();
    Rollout rollout = driver.rollout();
    return new View(
        rollout, trouble.isEmpty() ? book.note(rollout.name()) : trouble, driver.next());
  }

  /**
   * Takes a canary, or an edit of one.
   *
   * @param file how problems name the text
   * @param dryRun only says what is wrong with it
   * @throws RefusedException with all that is wrong
   */
  public View apply(String file, String text, boolean dryRun, String actor) {
    Application application = read(file, text);
    refuseHeld(application.name(), "edit");
    if (dryRun) {
      objection(application.canary()).ifPresent(Rollouts::refuse);
      Rollout rollout = Rollout.begin(application, means.clock().instant());
      return new View(rollout, absence(application), Instant.MAX);
    }
    View view = take(application, actor);
    book.find(application.name()).ifPresent(_ -> book.forget(application.name()));
    return view.trouble().isEmpty()
        ? new View(view.rollout(), absence(application), view.next())
        : view;
  }

  /**
   * Why nothing would happen yet: what it is about is not there, or does not answer. It may come,
   * so that is no mistake; but whoever applies should know.
   */
  private String absence(Application application) {
    try {
      Instant now = means.clock().instant();
      means
          .platforms()
          .of(application.canary(), application.canary().analysis().interval())
          .observe(CanaryState.begin(now));
      return "";
    } catch (ActuatorException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** As {@link #apply}, once it is read. */
  View take(Application application, String actor) {
    synchronized (drivers) {
      Driver known = drivers.get(application.name());
      if (known == null) {
        rival(application.canary()).ifPresent(Rollouts::refuse);
        refuseMore();
        known = driver(Rollout.begin(application, means.clock().instant()));
        known.edit(application);
        drivers.put(application.name(), known);
        diary.applied(known.rollout(), actor, true);
      } else if (known.isLeaving()) {
        throw new RefusedException(
            application.name()
                + ": is being let go (expected: gone). Fix: apply again in a moment");
      } else if (!known.rollout().text().equals(application.text())) {
        move(known.rollout(), application.canary()).ifPresent(Rollouts::refuse);
        known.edit(application);
        diary.applied(known.rollout(), actor, false);
      }
      return view(known);
    }
  }

  private Application read(String file, String text) {
    try {
      return Application.read(file, text, means.queries());
    } catch (Application.Refused e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** Why a canary cannot be taken beside those that are there. */
  Optional<String> objection(Canary canary) {
    Driver known = drivers.get(canary.name().within(Application.NAMESPACE));
    return known == null ? rival(canary) : move(known.rollout(), canary);
  }

  private static void refuse(String objection) {
    throw new RefusedException(objection);
  }

  private void refuseMore() {
    if (drivers.size() >= MOST) {
      throw new RefusedException(
          "rollouts: " + drivers.size() + " (expected: at most " + MOST + ")");
    }
  }

  private void refuseHeld(ObjectName name, String what) {
    if (book.isHeld(name)) {
      throw new RefusedException(
          "%s: its file is in the configuration folder (expected: changes in the file). Fix: %s it there"
              .formatted(name, what));
    }
  }

  private Optional<String> rival(Canary canary) {
    return drivers.values().stream()
        .map(Driver::rollout)
        .filter(other -> other.canary().service().equals(canary.service()))
        .findFirst()
        .map(
            other ->
                "spec.targetRef: %s (expected: one canary for each service; %s has it). Fix: %sballast rollout delete %s"
                    .formatted(
                        canary.service(),
                        other.name(),
                        book.isHeld(other.name())
                            ? "take its file out of the folder first, then "
                            : "",
                        other.name()));
  }

  /** What is routed and what is judged must stay one service, and who gets it stays alike. */
  private static Optional<String> move(Rollout known, Canary edit) {
    String was = known.canary().service();
    if (!was.equals(edit.service())) {
      return Optional.of(
          "spec.service.name: %s (expected: %s, as it was applied). Fix: ballast rollout delete %s, then apply"
              .formatted(edit.service(), was, known.name()));
    }
    boolean chosen = isMatching(known.canary());
    if (known.state().phase().isUnderWay() && chosen != isMatching(edit)) {
      return Optional.of(
          "spec.analysis.match: %s while %s is rolled out (expected: as it began, since what it gets would change at once). Fix: ballast rollout abort %s, then apply"
              .formatted(chosen ? "none" : "new", known.state().applied(), known.name()));
    }
    return Optional.empty();
  }

  private static boolean isMatching(Canary canary) {
    return canary.analysis().shift() instanceof Shift.Matching;
  }

  /** A person decides; false when there is no such rollout. */
  public Optional<View> command(ObjectName name, CanaryEvent.Command command, String actor) {
    return Optional.ofNullable(drivers.get(name))
        .map(
            driver -> {
              String note = driver.command(command, actor);
              return view(driver).noting(note);
            });
  }

  /**
   * A person opens one gate; nothing when there is no such rollout.
   *
   * @param gate the hook's name; empty for the one that is waited for
   * @param revision that it is meant for; empty for the one that waits
   * @throws RefusedException when that one is not waited for
   */
  public Optional<View> approve(ObjectName name, String gate, String revision, String actor) {
    return Optional.ofNullable(drivers.get(name))
        .map(
            driver -> {
              driver.approve(gate, revision, actor);
              return view(driver);
            });
  }

  /** Whether it is on its way out. */
  boolean isLeaving(ObjectName name) {
    Driver driver = drivers.get(name);
    return driver == null || driver.isLeaving();
  }

  /**
   * Lets a canary go: its traffic goes back to the primary.
   *
   * @throws RefusedException when its file is in the configuration folder
   */
  public Optional<View> delete(ObjectName name, String actor) {
    refuseHeld(name, "remove");
    return Optional.ofNullable(drivers.get(name))
        .map(
            driver -> {
              diary.deleted(driver.rollout(), actor);
              driver.delete();
              return view(driver);
            });
  }
}
