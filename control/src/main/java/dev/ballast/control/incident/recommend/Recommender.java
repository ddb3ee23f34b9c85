// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.Recommendation.Action;
import dev.ballast.control.incident.Recommendation.Rejected;
import dev.ballast.control.incident.Recommendation.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to do about an incident, and why not something else. A pure function of the incident and of
 * what can be done here; the knowledge is in {@link Table}.
 */
public final class Recommender {

  private static final int MOST = 3;
  private static final int REJECTED = 4;
  private static final double BUSY = 0.8;
  private static final double PERCENT = 100;

  /** What people reach for first, so that it is worth a word when it does not help. */
  private static final List<Action> TEMPTING =
      List.of(Action.ROLL_BACK, Action.FAIL_OVER, Action.SCALE, Action.RESCHEDULE);

  private Recommender() {}

  /**
   * At most three steps of each urgency, immediate ones first; never none. The first step says what
   * is not recommended instead.
   */
  public static List<Recommendation> of(Incident incident, Means means) {
    Facts facts = Facts.of(incident, means);
    List<Recommendation> steps = new ArrayList<>();
    for (Urgency urgency : Urgency.values()) {
      Table.ROWS.stream()
          .filter(row -> row.urgency() == urgency)
          .filter(row -> row.fits(facts) && row.obstacle(facts).isEmpty())
          .map(row -> row.told(facts))
          .sorted(Comparator.comparing(Recommender::isOpen))
          .limit(MOST)
          .forEach(steps::add);
    }
    if (!steps.isEmpty()) {
      steps.set(0, with(steps.getFirst(), rejected(facts, steps)));
    }
    return List.copyOf(steps);
  }

  /** Whom something is done to: what is known of it belongs into the {@link Means}. */
  public static String subject(Incident incident) {
    return Facts.of(incident, Means.UNKNOWN).subject();
  }

  /** Something about it is not known, so what is sure comes before it. */
  private static boolean isOpen(Recommendation step) {
    return step.preconditions().stream()
        .anyMatch(p -> p.holds() == Recommendation.Precondition.Holds.UNKNOWN);
  }

  private static Recommendation with(Recommendation step, List<Rejected> rejected) {
    return new Recommendation(
        step.action(),
        step.urgency(),
        step.text(),
        step.command(),
        step.why(),
        step.preconditions(),
        step.evidence(),
        rejected);
  }

  private static List<Rejected> rejected(Facts facts, List<Recommendation> steps) {
    Set<Action> done = EnumSet.noneOf(Action.class);
    steps.forEach(step -> done.add(step.action()));
    List<Rejected> rejected = new ArrayList<>();
    for (Row row : Table.ROWS) {
      if (!done.contains(row.action())
          && row.urgency() != Urgency.FOLLOW_UP
          && row.fits(facts)
          && !row.obstacle(facts).isEmpty()) {
        rejected.add(new Rejected(row.action(), row.obstacle(facts)));
        done.add(row.action());
      }
    }
    for (Action action : TEMPTING) {
      String why = done.contains(action) ? "" : pointless(facts, action);
      if (!why.isEmpty()) {
        rejected.add(new Rejected(action, why));
      }
    }
    return rejected.stream().limit(REJECTED).toList();
  }

  /** Why something that no line of the table asks for would not help. */
  private static String pointless(Facts facts, Action action) {
    return switch (action) {
      case ROLL_BACK -> noRelease(facts);
      case FAIL_OVER -> noRefuge(facts);
      case SCALE -> idle(facts);
      case RESCHEDULE ->
          Table.isRelease(facts)
              ? "the new replica would run the same version"
              : "nothing points at where it runs";
      case ROLL_FORWARD,
          DISABLE_FLAG,
          REVERT_CONFIGURATION,
          SHED_LOAD,
          THROTTLE_WRITES,
          ROTATE_CREDENTIALS,
          PURGE_BAD_DATA,
          CONTACT_PROVIDER,
          STOP_FAULT,
          VERIFY,
          INVESTIGATE,
          PREVENT ->
          "";
    };
  }

  private static String noRefuge(Facts facts) {
    if (Table.isRelease(facts)) {
      return "the same version goes there next";
    }
    if (facts.is(CauseClass.EXTERNAL)) {
      return "the other regions call the same " + facts.subject();
    }
    if (facts.is(CauseClass.TRAFFIC)) {
      return "the load would go with it";
    }
    return facts.explained() ? "" : "nothing shows that it is the region";
  }

  private static String noRelease(Facts facts) {
    if (facts.changed(ChangeSeen.Kind.DEPLOYMENT, ChangeSeen.Kind.ROLLOUT)) {
      return Check.LAST_GOOD.of(facts).text();
    }
    return "no release explains it";
  }

  private static String idle(Facts facts) {
    double use = facts.means().use();
    return Double.isNaN(use)
        ? "nothing shows that it has too little of anything"
        : use < BUSY
            ? String.format(
                Locale.ROOT, "%s is not saturated (%.0f %%)", facts.subject(), use * PERCENT)
            : "";
  }
}
