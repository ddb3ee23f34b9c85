// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.bill.Bill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A bill that was added up; sums are exact, of two currencies apart.
 *
 * @param complete whether every row is in a sum
 */
public record BillJson(
    String amount,
    long rows,
    long broken,
    boolean complete,
    List<TotalJson> totals,
    List<Bill.Problem> problems) {

  /** One currency's. */
  public record TotalJson(
      String currency,
      BigDecimal total,
      BigDecimal monthly,
      Instant start,
      Instant end,
      double months,
      List<GroupJson> groups,
      List<GroupJson> leftOut) {

    static TotalJson of(Bill.Total total) {
      return new TotalJson(
          total.currency(),
          total.amount(),
          total.monthly(total.amount()).amount(),
          total.start(),
          total.end(),
          total.months().doubleValue(),
          total.groups().stream().map(group -> GroupJson.of(group, total)).toList(),
          total.leftOut().stream().map(group -> GroupJson.of(group, total)).toList());
    }
  }

  /** What was added up together. */
  public record GroupJson(String name, long rows, BigDecimal total, BigDecimal monthly) {

    static GroupJson of(Bill.Group group, Bill.Total total) {
      return new GroupJson(
          group.name(), group.rows(), group.amount(), total.monthly(group.amount()).amount());
    }
  }

  public static BillJson of(Bill bill) {
    return new BillJson(
        bill.amount(),
        bill.rows(),
        bill.broken(),
        !bill.isIncomplete(),
        bill.totals().stream().map(TotalJson::of).toList(),
        bill.problems());
  }
}
