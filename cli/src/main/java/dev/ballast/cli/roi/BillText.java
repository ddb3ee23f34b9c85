// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.cost.bill.Bill;
import dev.ballast.server.cost.BillJson;
import dev.ballast.server.json.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A bill for people, and as the document that {@code --bill} takes. */
final class BillText {

  private static final int MOST_GROUPS = 30;
  private static final int MOST_PROBLEMS = 20;

  private BillText() {}

  static void print(Bill bill, OutputOptions output, Terminal terminal) {
    JsonNode document = Json.read(Json.text(BillJson.of(bill)), JsonNode.class);
    output.print(terminal, document, () -> text(bill, terminal.style()));
    bill.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(p -> terminal.err().println("line " + p.line() + ": " + p.text()));
    if (bill.broken() > Math.min(bill.problems().size(), MOST_PROBLEMS)) {
      terminal.err().println("… " + Text.counted(bill.broken(), "row") + " like that in all");
    }
  }

  private static String text(Bill bill, Style style) {
    StringBuilder text = new StringBuilder();
    for (Bill.Total total : bill.totals()) {
      Table table = Table.of(">" + bill.amount(), ">A MONTH", ">ROWS", "WHAT");
      for (Bill.Group group : total.groups().stream().limit(MOST_GROUPS).toList()) {
        table.row(
            group.amount().toPlainString(),
            total.monthly(group.amount()).toString(),
            Long.toString(group.rows()),
            group.name());
      }
      table.row(
          total.amount().toPlainString(),
          total.monthly(total.amount()).toString(),
          Long.toString(total.groups().stream().mapToLong(Bill.Group::rows).sum()),
          "all that counts"
              + (total.groups().size() > MOST_GROUPS
                  ? ", " + (total.groups().size() - MOST_GROUPS) + " more not shown"
                  : ""));
      for (Bill.Group group : total.leftOut()) {
        table.row(
            group.amount().toPlainString(),
            "",
            Long.toString(group.rows()),
            group.name() + ", left out");
      }
      text.append(table.render(style));
      text.append(
          style.dim(
              total.months().signum() == 0
                  ? "No row says for when: amounts are as they are, not for a month.\n"
                  : String.format(
                      Locale.ROOT,
                      "%s to %s: %.2f months.%n",
                      total.start(),
                      total.end(),
                      total.months())));
    }
    text.append(Text.counted(bill.rows(), "row")).append(" read");
    return text.append(
            bill.isIncomplete()
                ? "; " + bill.broken() + " could not be understood and are in no sum.\n"
                : ", all understood.\n")
        .toString();
  }
}
