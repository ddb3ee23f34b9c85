// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Level;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How mature everybody is at one time.
 *
 * @param services by name
 * @param dossiers what they were judged by, that of the organisation first
 */
public record Assessment(
    Instant at, Card organisation, List<Card> services, List<Dossier> dossiers) {

  public static final Assessment NONE = of(List.of(), organisation(Map.of()), Instant.EPOCH);

  public Assessment {
    services = List.copyOf(services);
    dossiers = List.copyOf(dossiers);
  }

  /** A dossier of the organisation. */
  public static Dossier organisation(Map<FactName, Fact> facts) {
    return new Dossier(new Subject.Organisation(), facts);
  }

  /**
   * Judges all of them.
   *
   * @param services one dossier for each service
   * @param whole that of the organisation
   */
  public static Assessment of(Collection<Dossier> services, Dossier whole, Instant now) {
    List<Card> cards =
        services.stream()
            .map(one -> Card.of(one.subject(), now, Scorer.score(Catalogue.ALL, one, now)))
            .sorted(Comparator.comparing(card -> card.subject().name()))
            .toList();
    Dossier organisation = breadth(whole, cards, now);
    Map<String, List<Breadth.Of>> byCheck = byCheck(cards);
    List<CheckResult> results =
        Catalogue.ALL.stream()
            .map(
                check ->
                    check.scope() == Scope.SERVICE
                        ? Breadth.of(check, byCheck.getOrDefault(check.id(), List.of()), now)
                        : Scorer.result(check, organisation.fact(check.fact()), now))
            .toList();
    List<Dossier> dossiers = new ArrayList<>(List.of(organisation));
    dossiers.addAll(services);
    return new Assessment(now, Card.of(organisation.subject(), now, results), cards, dossiers);
  }

  private static Map<String, List<Breadth.Of>> byCheck(List<Card> cards) {
    Map<String, List<Breadth.Of>> byCheck = new HashMap<>();
    for (Card card : cards) {
      for (CheckResult result : card.results()) {
        byCheck
            .computeIfAbsent(result.check().id(), _ -> new ArrayList<>())
            .add(new Breadth.Of(card.subject().name(), result));
      }
    }
    return byCheck;
  }

  /** How many services are at the second level: known only now. */
  private static Dossier breadth(Dossier whole, List<Card> cards, Instant now) {
    boolean seen =
        cards.stream()
            .anyMatch(card -> card.count(CheckState.PROVED) + card.count(CheckState.FAILED) > 0);
    if (!seen) {
      return whole; // of services of which nothing was seen, nothing is known
    }
    long up = cards.stream().filter(card -> card.number() >= Level.INTERMEDIATE.number()).count();
    String text = "%d of %d services are at level 2 or above".formatted(up, cards.size());
    return whole.with(
        FactName.SERVICES_INTERMEDIATE,
        new Fact(
            new Measured(
                (double) up / cards.size(),
                cards.size(),
                now,
                List.of(Proof.query("/api/v1/maturity", now, text)),
                text),
            null));
  }

  public Optional<Card> of(String service) {
    return services.stream().filter(card -> card.subject().name().equals(service)).findFirst();
  }
}
