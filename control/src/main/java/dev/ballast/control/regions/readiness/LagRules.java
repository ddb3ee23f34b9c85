// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.control.regions.readiness.Check.Kind;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.StoreSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules about what one region's stores have and another's do not have yet. */
final class LagRules {

  private final RegionPolicy policy;

  LagRules(RegionPolicy policy) {
    this.policy = policy;
  }

  /** Of each store that one region decides on: what would be lost with its owner. */
  List<Check> leftBehind(Wish wish, Situation now) {
    List<Check> checks = new ArrayList<>();
    for (StoreSpec store : policy.stores()) {
      if (store.consistency().isCp()) {
        checks.add(
            newest(store, now, r -> r.from().equals(wish.region()))
                .map(r -> leftBehind(wish, store, r))
                .orElseGet(() -> notMeasured(store, wish.region(), now)));
      }
    }
    return checks;
  }

  private static Check notMeasured(StoreSpec store, RegionName region, Situation now) {
    return isOwner(store, region, now)
        ? Check.unknown(
            lag(store), Kind.CONSENT, "replication of " + store.name() + " was not measured")
        : Check.of(
            lag(store), Kind.CONSENT, true, store.name() + " is written elsewhere: none lost");
  }

  private Check leftBehind(Wish wish, StoreSpec store, Replica replica) {
    boolean within = replica.lag().compareTo(policy.bounds().rpo()) <= 0;
    boolean agreed = wish.losing() >= replica.writesAtRisk();
    return Check.of(
        lag(store),
        Kind.CONSENT,
        within || agreed,
        "%s in %s was %s behind (RPO %s); writes at risk: %d%s"
            .formatted(
                replica.store(),
                replica.to(),
                Rules.seconds(replica.lag()),
                Rules.seconds(policy.bounds().rpo()),
                replica.writesAtRisk(),
                within
                    ? ""
                    : agreed ? ", agreed to" : ". To agree: --losing " + replica.writesAtRisk()));
  }

  private static String lag(StoreSpec store) {
    return "lag:" + store.name();
  }

  /** A region that is given back must have what was written meanwhile. */
  List<Check> caughtUp(Wish wish, Situation now) {
    List<Check> checks = new ArrayList<>();
    for (StoreSpec store : policy.stores()) {
      checks.add(
          newest(store, now, r -> r.to().equals(wish.region()))
              .map(r -> caughtUp(store, r))
              .orElseGet(() -> notFollowing(store, wish.region(), now)));
    }
    return checks;
  }

  private Check caughtUp(StoreSpec store, Replica replica) {
    return Check.of(
        caughtUp(store),
        Kind.GATE,
        replica.lag().compareTo(policy.bounds().rpo()) <= 0,
        "%s in %s is %s behind (at most %s)"
            .formatted(
                replica.store(),
                replica.to(),
                Rules.seconds(replica.lag()),
                Rules.seconds(policy.bounds().rpo())));
  }

  private static Check notFollowing(StoreSpec store, RegionName region, Situation now) {
    return newest(store, now, r -> r.from().equals(region)).isPresent()
        ? Check.of(
            caughtUp(store),
            Kind.GATE,
            true,
            store.name() + " is written there: nothing to catch up")
        : Check.unknown(
            caughtUp(store),
            Kind.GATE,
            "replication of %s to %s was not measured".formatted(store.name(), region));
  }

  private static String caughtUp(StoreSpec store) {
    return "caught-up:" + store.name();
  }

  private static boolean isOwner(StoreSpec store, RegionName region, Situation now) {
    return now.replicas().stream()
        .filter(r -> r.store().equals(store.name()))
        .findFirst()
        .map(r -> r.from().equals(region))
        .orElse(store.primary().equals(region));
  }

  private static Optional<Replica> newest(
      StoreSpec store, Situation now, Predicate<Replica> which) {
    return now.replicas().stream()
        .filter(r -> r.store().equals(store.name()) && which.test(r))
        .max(Comparator.comparing(Replica::measured));
  }
}
