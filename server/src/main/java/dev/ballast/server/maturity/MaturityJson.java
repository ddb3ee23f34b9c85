// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.CheckResult;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How mature the organisation and its services are.
 *
 * @param services in short, by name
 */
public record MaturityJson(Instant at, CardJson organisation, List<ServiceJson> services) {

  /**
   * One service in short.
   *
   * @param next the cheapest step to its next level; null at the top
   */
  public record ServiceJson(
      String name,
      String team,
      int level,
      String title,
      CardJson.CountsJson checks,
      CardJson.@Nullable StepJson next) {

    static ServiceJson of(Card card) {
      return new ServiceJson(
          card.subject().name(),
          CardJson.team(card),
          card.number(),
          card.title(),
          CardJson.CountsJson.of(card),
          CardJson.StepJson.next(card));
    }
  }

  /** One check, of everybody. */
  public record OneCheckJson(String check, String title, Instant at, List<OfServiceJson> services) {

    static OneCheckJson of(String id, String title, Assessment all) {
      return new OneCheckJson(
          id,
          title,
          all.at(),
          all.services().stream()
              .flatMap(
                  card ->
                      card.results().stream()
                          .filter(result -> result.check().id().equals(id))
                          .map(result -> OfServiceJson.of(card, result)))
              .toList());
    }
  }

  /** One check of one service. */
  public record OfServiceJson(String service, CardJson.CheckJson result) {
    static OfServiceJson of(Card card, CheckResult result) {
      return new OfServiceJson(card.subject().name(), CardJson.CheckJson.of(result));
    }
  }

  static MaturityJson of(Assessment all, List<Event> history) {
    return new MaturityJson(
        all.at(),
        CardJson.of(all.organisation(), history),
        all.services().stream().map(ServiceJson::of).toList());
  }
}
