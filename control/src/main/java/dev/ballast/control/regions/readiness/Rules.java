// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.control.regions.readiness.Check.Kind;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.RegionPolicy.Failover;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The rules that a change of regions has to pass. What is not known does not pass. */
public final class Rules {

  private final RegionPolicy policy;
  private final LagRules lag;

  public Rules(RegionPolicy policy) {
    this.policy = policy;
    this.lag = new LagRules(policy);
  }

  /** Every rule that the wish has to do with. */
  public Readiness judge(Wish wish, Situation now) {
    List<Check> checks = new ArrayList<>();
    switch (wish.kind()) {
      case FAILOVER -> {
        checks.add(lost(wish, now));
        if (wish.isOwn()) {
          checks.add(alone());
        }
        checks.addAll(leaving(wish, now));
      }
      case DRAIN -> {
        checks.addAll(leaving(wish, now));
      }
      case RESTORE -> {
        checks.add(quorum(wish, now));
        checks.add(isOut(wish, now));
        checks.add(back(wish, now));
        checks.addAll(lag.caughtUp(wish, now));
        checks.add(undisturbed(wish, now));
      }
    }
    return new Readiness(wish, checks);
  }

  /** What a region has to pass that goes, lost or not. */
  private List<Check> leaving(Wish wish, Situation now) {
    List<Check> checks = new ArrayList<>();
    checks.add(quorum(wish, now));
    checks.add(oneOut(wish, now));
    checks.add(survivors(wish, now));
    checks.add(headroom(wish, now));
    checks.addAll(lag.leftBehind(wish, now));
    checks.add(undisturbed(wish, now));
    checks.add(cool(now));
    return checks;
  }

  private Check lost(Wish wish, Situation now) {
    Sight sight = now.sights().get(wish.region());
    if (sight == null || sight.state() == RegionState.UNKNOWN) {
      return Check.unknown(
          "lost", Kind.ASSERTION, wish.region() + " is seen from too few places to call it lost");
    }
    return Check.of(
        "lost",
        Kind.ASSERTION,
        sight.state() == RegionState.DOWN,
        sight.state() == RegionState.DOWN
            ? wish.region() + " is lost: " + sight.text()
            : "%s is %s, not lost: %s. A region that lives is drained"
                .formatted(
                    wish.region(), sight.state().name().toLowerCase(Locale.ROOT), sight.text()));
  }

  private Check alone() {
    boolean may = policy.failover() == Failover.AUTOMATIC && policy.decidesWithoutOne();
    return Check.of(
        "automatic",
        Kind.ASSERTION,
        may,
        may
            ? "failover is automatic, " + voters()
            : policy.failover() == Failover.MANUAL
                ? "failover is manual: a person decides (failover: automatic would change that)"
                : "failover is manual with "
                    + voters()
                    + ": one that is cut off cannot know whether the other is lost. Name a"
                    + " witness");
  }

  private String voters() {
    return "%d regions and %s"
        .formatted(
            policy.regions().size(),
            policy.witness().isEmpty() ? "no witness" : "the witness " + policy.witness());
  }

  /** More than half of those who vote; of two without a witness one will do when a person asks. */
  private Check quorum(Wish wish, Situation now) {
    int heard = now.voters().size();
    int needed = policy.voters() / 2 + 1;
    boolean person = !wish.isOwn() && !policy.decidesWithoutOne() && heard >= 1;
    return Check.of(
        "quorum",
        Kind.ASSERTION,
        heard >= needed || person,
        "%d of %d voters take part (needed: %d)%s"
            .formatted(
                heard,
                policy.voters(),
                needed,
                person && heard < needed ? "; a person stands in for the witness" : ""));
  }

  private static Check oneOut(Wish wish, Situation now) {
    Set<RegionName> others = new TreeSet<>(now.out());
    others.remove(wish.region());
    boolean already = now.out().contains(wish.region());
    return Check.of(
        "one-region-out",
        Kind.ASSERTION,
        others.isEmpty() && !already,
        already
            ? wish.region() + " is out already"
            : others.isEmpty()
                ? "no other region is out"
                : others + " is out already; at most one");
  }

  /** What a survivor lacks may be what the lost one took with it, so then degraded will do. */
  private Check survivors(Wish wish, Situation now) {
    List<String> bad = new ArrayList<>();
    boolean unknown = false;
    boolean loss = wish.kind() == Wish.Kind.FAILOVER;
    for (RegionName region : policy.regions()) {
      RegionState state = now.stateOf(region);
      boolean will = state == RegionState.HEALTHY || (loss && state == RegionState.DEGRADED);
      if (!region.equals(wish.region()) && !will) {
        unknown |= state == RegionState.UNKNOWN;
        bad.add(region + " is " + state.name().toLowerCase(Locale.ROOT));
      }
    }
    if (bad.isEmpty()) {
      return Check.of("survivors", Kind.GATE, true, "every other region is there");
    }
    String text =
        String.join(", ", bad) + (loss ? " (needed: healthy or degraded)" : " (needed: healthy)");
    return unknown
        ? Check.unknown("survivors", Kind.GATE, text)
        : Check.of("survivors", Kind.GATE, false, text);
  }

  /**
   * A region that lives stays until the others bear what is foreseen. The users of one that is lost
   * have nothing, so there it is what is carried now that counts: what may come later can still be
   * shed or scaled for.
   */
  private static Check headroom(Wish wish, Situation now) {
    Headroom foreseen = Headroom.without(wish.region(), now.loads());
    boolean lost = wish.kind() == Wish.Kind.FAILOVER;
    Headroom counted = lost ? Headroom.now(wish.region(), now.loads()) : foreseen;
    if (!counted.isKnown()) {
      return Check.unknown("headroom", Kind.GATE, "capacity " + counted.text());
    }
    String text =
        lost && counted.suffices() && !foreseen.suffices()
            ? String.format(
                Locale.ROOT,
                "%s; up to %.0f %% is foreseen: scale, or shed",
                counted.text(),
                foreseen.worst())
            : counted.text();
    return Check.of("headroom", Kind.GATE, counted.suffices(), text);
  }

  /** Nothing else may be going on where the requests are to go. */
  private Check undisturbed(Wish wish, Situation now) {
    List<String> under = new ArrayList<>();
    for (Interlock lock : now.interlocks()) {
      switch (lock.kind()) {
        case FAULT, ROLLOUT, FREEZE -> {
          if (concerns(lock, wish)) {
            under.add(lock.kind().name().toLowerCase(Locale.ROOT) + " on " + lock.subject());
          }
        }
        case FAILOVER -> {}
      }
    }
    return Check.of(
        "undisturbed",
        Kind.GATE,
        under.isEmpty(),
        under.isEmpty()
            ? "no experiment and no rollout is under way"
            : String.join(", ", under) + " is under way; abort it, or wait");
  }

  /** A subject that names a region concerns that one; any other may be everywhere. */
  private boolean concerns(Interlock lock, Wish wish) {
    if (wish.kind() == Wish.Kind.RESTORE) {
      return true;
    }
    return policy.regions().stream()
        .filter(r -> lock.subject().endsWith("/" + r) || lock.subject().endsWith("@" + r))
        .findFirst()
        .map(r -> !r.equals(wish.region()))
        .orElse(true);
  }

  private Check cool(Situation now) {
    if (now.lastChange().equals(Instant.MIN)) {
      return Check.of("cool-down", Kind.GATE, true, "no change of regions before");
    }
    Duration ago = Duration.between(now.lastChange(), now.at());
    boolean cool = ago.compareTo(policy.bounds().coolDown()) >= 0;
    return Check.of(
        "cool-down",
        Kind.GATE,
        cool,
        "the last change was %s ago (cool-down %s)"
            .formatted(seconds(ago), seconds(policy.bounds().coolDown())));
  }

  private static Check isOut(Wish wish, Situation now) {
    boolean out = now.out().contains(wish.region());
    return Check.of(
        "is-out",
        Kind.ASSERTION,
        out,
        out ? wish.region() + " is out" : wish.region() + " has its users; nothing to restore");
  }

  private static Check back(Wish wish, Situation now) {
    Sight sight = now.sights().get(wish.region());
    if (sight == null || sight.state() == RegionState.UNKNOWN) {
      return Check.unknown("healthy", Kind.GATE, wish.region() + " is not seen from enough places");
    }
    boolean well = sight.state() == RegionState.HEALTHY && !sight.flapping();
    return Check.of(
        "healthy",
        Kind.GATE,
        well,
        well ? wish.region() + " is healthy" : wish.region() + ": " + sight.text());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
