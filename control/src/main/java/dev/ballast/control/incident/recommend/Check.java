// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Recommendation.Precondition;
import dev.ballast.control.incident.Recommendation.Precondition.Holds;
import java.util.Locale;

/** Something that must hold before a step is taken, asked of the facts. */
@FunctionalInterface
interface Check {

  Precondition of(Facts facts);

  private static Precondition yes(String text) {
    return new Precondition(text, Holds.YES);
  }

  private static Precondition no(String text) {
    return new Precondition(text, Holds.NO);
  }

  private static Precondition unknown(String text) {
    return new Precondition(text, Holds.UNKNOWN);
  }

  /** What was there before the change is known. */
  Check LAST_GOOD =
      facts ->
          facts.before().isEmpty()
              ? no("no version before it is known")
              : yes(facts.before() + " was in use until then");

  /** A region to go to. */
  Check OTHER_REGION =
      facts ->
          facts.region().isEmpty()
              ? no("it is not one region alone that is wrong")
              : facts.means().healthyRegions().isEmpty()
                  ? no("no other region is known to be healthy")
                  : yes(
                      "%s is healthy in %s"
                          .formatted(
                              facts.subject(), String.join(", ", facts.means().healthyRegions())));

  /** Of a database, the copy elsewhere is up to date. */
  Check REPLICATED =
      facts -> {
        Fact lag = facts.replication();
        if (!facts.means().isDatabase()) {
          return yes("it keeps no data of its own");
        }
        if (lag == null) {
          return unknown("it is not known how far its copies are behind");
        }
        return switch (lag.state()) {
          case NORMAL -> yes(lag.text());
          case SUSPICIOUS -> no(lag.text());
          case UNKNOWN -> unknown(lag.text());
        };
      };

  /** Elsewhere it would meet the same version, sooner or later. */
  Check NO_RELEASE =
      facts ->
          facts.changed(ChangeSeen.Kind.DEPLOYMENT, ChangeSeen.Kind.ROLLOUT)
              ? no("a release is to blame, and rolling it back is faster")
              : yes("no release is to blame");

  /** Where its replicas are set, and how many there are. */
  Check SCALABLE =
      facts -> {
        int replicas = facts.means().replicas();
        String where = facts.means().scaling();
        if (where.isEmpty() || replicas == 0) {
          return unknown(
              "%sit is not known where the replicas of %s are set"
                  .formatted(
                      replicas == 0
                          ? ""
                          : replicas == 1
                              ? "1 replica tells of itself; "
                              : replicas + " replicas tell of themselves; ",
                      facts.subject()));
        }
        return yes("%d of them, set at %s".formatted(replicas, where));
      };

  /** One can be taken away. */
  Check REDUNDANT =
      facts ->
          switch (facts.means().replicas()) {
            case 0 -> unknown("it is not known how many replicas of it run");
            case 1 -> no("only one replica runs: a restart takes it away");
            default -> yes("%d replicas run".formatted(facts.means().replicas()));
          };

  /** Its Capacity resource says how there is more of it. */
  Check GROWTH =
      facts ->
          facts.means().growth().isEmpty() && facts.means().growthCommand().isEmpty()
              ? no("no Capacity resource says how there is more of it")
              : yes("its Capacity resource says how");

  /** Somebody who can be turned away. */
  Check OPTIONAL_CALLERS =
      facts ->
          facts.means().optional().isEmpty()
              ? no("no caller is known that can do without it")
              : yes(String.join(", ", facts.means().optional()) + " can do without it");

  /** Something new may go out. */
  Check BUDGET =
      facts -> {
        double left = facts.means().budgetLeft();
        if (Double.isNaN(left)) {
          return unknown("no error budget of %s is known".formatted(facts.subject()));
        }
        String percent = String.format(Locale.ROOT, "%.0f %%", left * 100);
        return left > 0
            ? yes(percent + " of its error budget are left")
            : no("its error budget is spent: nothing new goes out before it is well");
      };
}
