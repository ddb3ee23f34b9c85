// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.topology.Signals;
import dev.ballast.model.ServiceName;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WhyTest {

  @Test
  void listsEveryHardWayAndTheFallbackThatAllShare() {
    Why warehouse = why(Shops.document(), "orders", "warehouse");
    assertThat(warehouse.verdict()).isEqualTo(Why.Verdict.HARD);
    assertThat(warehouse.text())
        .isEqualTo(
            "orders fails when warehouse fails, over 1 way. A fallback at orders → inventory would stop it.");
    Why database = why(Shops.document(), "orders", "database");
    assertThat(database.paths()).hasSize(2);
    assertThat(database.text()).endsWith("No single fallback would stop it.");
  }

  @Test
  void namesTheFirstSoftLink() {
    Why why =
        why(new Shops().needs("web", "shop").uses("shop", "ads").needs("ads", "db"), "web", "db");
    assertThat(why.verdict()).isEqualTo(Why.Verdict.SOFT);
    assertThat(why.missing()).isEqualTo("shop → ads is soft: declared, not seen failing");
  }

  @Test
  void saysThatMessagesWait() {
    assertThat(why(new Shops().sends("orders", "mail"), "orders", "mail").missing())
        .isEqualTo("orders → mail is soft: a message waits");
  }

  @Test
  void saysWhatIsReachedWhereThereIsNoWay() {
    Why why = why(Shops.document(), "warehouse", "orders");
    assertThat(why.verdict()).isEqualTo(Why.Verdict.NONE);
    assertThat(why.text()).endsWith("It is the other way round: orders needs warehouse.");
    assertThat(why(Shops.document(), "payments", "inventory").missing())
        .isEqualTo(
            "payments reaches 3 services; inventory is called by orders, none of which payments reaches");
  }

  @Test
  void saysWhyAnEdgeCouldBeMissing() {
    Map<ServiceName, Signals> signals =
        Map.of(new ServiceName("payments"), new Signals(true, 100, 0, 0, 0));
    Why why =
        Why.of(
            Shops.document().graph(),
            new ServiceName("payments"),
            new ServiceName("inventory"),
            signals);
    assertThat(why.missing()).endsWith("payments has no client spans, so its calls cannot be seen");
  }

  private static Why why(Shops shop, String from, String to) {
    return Why.of(shop.graph(), new ServiceName(from), new ServiceName(to), Map.of());
  }
}
