// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.live.Realised.Failed;
import dev.ballast.control.cost.live.Realised.Trouble;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What incidents cost by what failed. */
final class RealisedTest {

  private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

  private static LiveCost shop() {
    CostModel model =
        Objects.requireNonNull(
            ConfigurationReader.readSources(
                    List.of(
                        Source.of(
                            "shop.yaml",
                            """
                        apiVersion: ballast.dev/v1
                        kind: CostModel
                        metadata: {name: shop}
                        spec:
                          currency: EUR
                          components:
                            - {name: storefront, monthly: 9000, failures: [{perYear: 12, minutes: 40}]}
                          journeys:
                            - {name: buy, entry: storefront, objective: 0.999, damage: {perMinute: 300}}
                        """)),
                    QueryChecker.NONE)
                .configuration()
                .costs()
                .models()
                .get("shop"));
    return new LiveCost(
        "shop",
        "EUR",
        model.journeys().stream()
            .map(one -> new LiveCost.AtWork(one, BudgetPrice.of(model, one), null, null))
            .toList());
  }

  private static Realised.Book book(double perSecond, Failed... failed) {
    return Realised.of(
        List.of(new Trouble("INC-1", AT, true, List.of(failed))), shop(), _ -> perSecond);
  }

  @Test
  void badRequestsAreMinutesWithoutServiceOfAllWhoCome() {
    Realised.Book book = book(20, new Failed("storefront", 2400, 10));
    assertThat(book.losses()).hasSize(1);
    assertThat(book.losses().getFirst().minutes()).isEqualTo(2, within(1e-9));
    assertThat(book.total()).isEqualTo(600, within(1e-9));
    assertThat(book.unknown()).isZero();
  }

  @Test
  void bothRegionsOfAnEntryAreAddedUp() {
    Realised.Book book =
        book(0, new Failed("storefront", 600, 10), new Failed("storefront", 600, 10));
    assertThat(book.total()).isEqualTo(300, within(1e-9));
  }

  @Test
  void whatNobodyKnowsIsCountedAndNotGuessed() {
    assertThat(book(20).unknown()).isOne();
    assertThat(book(20, new Failed("payments", 99, 9)).unknown()).isOne();
    assertThat(book(Double.NaN, new Failed("storefront", 9, 0)).unknown()).isOne();
  }
}
