// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.live.Realised;
import dev.ballast.model.cost.CostModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What incidents have cost, by each model. */
public record LossesJson(List<BookJson> models) {

  /**
   * One model's.
   *
   * @param unknown incidents of which nobody knows what they cost
   */
  public record BookJson(
      String model, String currency, BigDecimal total, int unknown, List<LossJson> losses) {}

  /**
   * One incident's, of one journey.
   *
   * @param over whether it has ended
   * @param minutes without service that its failed requests amount to
   */
  public record LossJson(
      String incident,
      Instant time,
      boolean over,
      String journey,
      double minutes,
      BigDecimal loss) {}

  static BookJson of(CostModel model, Realised.Book book) {
    return new BookJson(
        model.name(),
        model.currency(),
        LiveJson.cents(book.total()),
        book.unknown(),
        book.losses().stream()
            .map(
                one ->
                    new LossJson(
                        one.incident(),
                        one.at(),
                        one.over(),
                        one.journey(),
                        one.minutes(),
                        LiveJson.cents(one.loss())))
            .toList());
  }
}
