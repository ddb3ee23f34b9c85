// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Apportioner;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Share;
import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who makes what one symptom shows; nobody when what it shows is no more than usual. What only
 * warns is about nobody but the place itself.
 */
record Blame(Symptom symptom, Amount amount, List<Share> shares) {

  /** So much worse than before something has to be for its parts to mean anything. */
  private static final double LEAST_SLOWER = 1.2;

  private static final double LEAST_FAILING = 0.002;
  private static final double LEAST_MORE_FAILING = 1.5;

  /** Symptoms of which one is so far explained by another's cause are of one kind. */
  private static final double ALSO = 0.2;

  private static final double CLEARLY = 0.5;

  static Blame of(Symptom symptom, Accounts accounts) {
    if (symptom.sign().warns()) {
      Place at = symptom.place();
      return new Blame(
          symptom, Amount.WAITING, List.of(new Share(at, at, Amount.WAITING, 1, List.of(at))));
    }
    Amount amount =
        switch (symptom.sign()) {
          case LATENCY -> Amount.WAITING;
          case ERRORS -> Amount.FAILURES;
          case OTHER, CAPACITY, TRAFFIC -> more(accounts, symptom.place());
        };
    return new Blame(
        symptom,
        amount,
        isUnusual(accounts, symptom.place(), amount)
            ? Apportioner.apportion(accounts, symptom.place(), amount)
            : List.of());
  }

  private static Amount more(Accounts accounts, Place place) {
    return isUnusual(accounts, place, Amount.FAILURES) ? Amount.FAILURES : Amount.WAITING;
  }

  private static boolean isUnusual(Accounts accounts, Place place, Amount amount) {
    Compared all = Compared.NONE;
    for (Place meant : accounts.meant(place)) {
      all = all.plus(accounts.of(meant));
    }
    return switch (amount) {
      case WAITING ->
          all.before().calls() > 0
              && all.after().meanSeconds() > LEAST_SLOWER * all.before().meanSeconds();
      case FAILURES ->
          all.after().failureRatio()
              > Math.max(
                  all.before().failureRatio() + LEAST_FAILING,
                  LEAST_MORE_FAILING * all.before().failureRatio());
    };
  }

  boolean isEmpty() {
    return shares.isEmpty();
  }

  /** Symptoms by what makes most of them; what is not clear joins what it fits, or the largest. */
  static List<List<Blame>> grouped(List<Blame> all) {
    Map<String, List<Blame>> groups = new LinkedHashMap<>();
    List<Blame> unclear = new ArrayList<>();
    for (Blame blame : all) {
      if (!blame.isEmpty() && blame.shares().getFirst().ratio() >= CLEARLY) {
        groups.computeIfAbsent(key(blame.shares().getFirst()), _ -> new ArrayList<>()).add(blame);
      } else {
        unclear.add(blame);
      }
    }
    List<List<Blame>> lists = new ArrayList<>(groups.values());
    lists.sort(Comparator.comparingInt((List<Blame> group) -> group.size()).reversed());
    if (lists.isEmpty()) {
      return all.isEmpty() ? List.of() : List.of(all);
    }
    for (Blame blame : unclear) {
      lists.stream()
          .filter(group -> blame.has(key(group.getFirst().shares().getFirst())))
          .findFirst()
          .orElse(lists.getFirst())
          .add(blame);
    }
    return lists;
  }

  private boolean has(String key) {
    return shares.stream().anyMatch(s -> key(s).equals(key) && s.ratio() >= ALSO);
  }

  private static String key(Share share) {
    return share.where() + "|" + share.to();
  }
}
