// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.cost.bill.Bill;
import org.junit.jupiter.api.Test;

final class OpenCostReaderTest {

  private static final OpenCostReader READER = new OpenCostReader("USD");

  private static String allocation(String name, String total, String start, String end) {
    return """
        "%s": {"name": "%s", "window": {"start": "%s", "end": "%s"}, "minutes": 1440,
               "cpuCost": 1.5, "ramCost": 0.25, "totalCost": %s}"""
        .formatted(name, name, start, end, total);
  }

  @Test
  void addsTheSetsOfAWindow() {
    Bill bill =
        READER.read(
            "{\"code\": 200, \"data\": [{"
                + allocation("shop", "1.10", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")
                + ","
                + allocation("__idle__", "5", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")
                + "}, {"
                + allocation("shop", "2.20", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")
                + "}]}");
    Bill.Total total = bill.totals().getFirst();
    assertThat(total.groups()).extracting(Bill.Group::name).containsExactly("__idle__", "shop");
    assertThat(total.groups().get(1).amount()).isEqualByComparingTo("3.30");
    assertThat(total.months().doubleValue()).isBetween(0.065, 0.067);
    assertThat(bill.amount()).isEqualTo("totalCost");
  }

  @Test
  void tellsWhatIsNoCostAndKeepsTheRest() {
    Bill bill =
        READER.read(
            "{\"data\": [{\"a\": {\"totalCost\": \"x\"}, \"b\": {\"totalCost\": -1},"
                + " \"c\": {\"totalCost\": 2}}]}");
    assertThat(bill.broken()).isEqualTo(2);
    assertThat(bill.problems())
        .extracting(Bill.Problem::text)
        .containsExactly(
            "a: totalCost: \"x\" (expected: a number)", "b: totalCost: -1 (expected: 0 or more)");
    assertThat(bill.totals().getFirst().amount()).isEqualByComparingTo("2");
  }

  @Test
  void refusesWhatIsNoAnswer() {
    assertThatThrownBy(() -> READER.read("nothing")).hasMessageStartingWith("allocation: ");
    assertThatThrownBy(() -> READER.read("{\"code\": 500, \"message\": \"no data source\"}"))
        .hasMessageContaining("code 500, no data source");
  }
}
