// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.model.cost.CostModel;
import dev.ballast.server.cost.BillJson;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model whose components cost what a bill says. */
final class BilledModel {

  private BilledModel() {}

  static CostModel of(CostModel model, Path file, Terminal terminal) {
    BillJson bill = read(file);
    BillJson.TotalJson total =
        bill.totals().stream()
            .filter(one -> one.currency().equals(model.currency()))
            .findFirst()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "%s: currencies %s (expected: %s, of CostModel %s)"
                            .formatted(
                                file,
                                bill.totals().stream().map(BillJson.TotalJson::currency).toList(),
                                model.currency(),
                                model.name())));
    CostModel billed = model;
    List<String> unknown = new ArrayList<>();
    BigDecimal left = BigDecimal.ZERO;
    for (BillJson.GroupJson group : total.groups()) {
      if (model.parts().containsKey(group.name()) && group.monthly().signum() >= 0) {
        billed = billed.with(group.name(), part -> part.withMonthly(group.monthly()));
      } else {
        unknown.add(group.name());
        left = left.add(group.monthly());
      }
    }
    if (!bill.complete()) {
      terminal.progress(
          file + ": " + Text.counted(bill.broken(), "row") + " of the bill are in no sum");
    }
    if (!unknown.isEmpty()) {
      terminal.progress(
          "%s: %s %s a month of no component: %s"
              .formatted(
                  file,
                  total.currency(),
                  left.toPlainString(),
                  String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
                      + (unknown.size() > 5 ? " and " + (unknown.size() - 5) + " more" : "")));
    }
    return billed;
  }

  private static BillJson read(Path file) {
    try {
      return Json.read(Files.readString(file), BillJson.class);
    } catch (IOException e) {
      throw CommandFailure.usage("--bill: " + file + " cannot be read (" + Text.reason(e) + ")");
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--bill: " + file + ": " + e.getMessage() + " (expected: ballast roi import … -o json)");
    }
  }
}
