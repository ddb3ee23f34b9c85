// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.actuator;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Weights;
import java.math.BigDecimal;
import java.math.MathContext;

/** Weights and replicas as people read them. */
final class ActuatorText {

  private ActuatorText() {}

  static String routing(Routing now, Style style) {
    Table table = Table.of("BACKEND", ">WEIGHT", ">SHARE");
    Weights weights = now.weights();
    weights.of().forEach((name, weight) -> table.row(name, weight + "", share(weights, name)));
    StringBuilder text = new StringBuilder(now.place());
    text.append(", revision ").append(now.revision());
    text.append(now.leasedBy().isEmpty() ? "" : ", leased by " + now.leasedBy());
    text.append('\n').append(table.render(style));
    now.cautions().forEach(caution -> text.append("caution: ").append(caution).append('\n'));
    return text.toString();
  }

  static String change(RouteChange change, Routing after, boolean dryRun, Style style) {
    if (change.changesNothing() && dryRun) {
      return change.before().place() + ": nothing would change.\n";
    }
    Table table = Table.of("BACKEND", ">BEFORE", ">AFTER", "SHARE");
    Weights before = change.before().weights();
    change
        .after()
        .of()
        .forEach(
            (name, weight) ->
                table.row(
                    name,
                    before.of().getOrDefault(name, 0) + "",
                    weight + "",
                    share(before, name) + " → " + share(change.after(), name)));
    String what =
        dryRun ? ": this would change (nothing was done)." : ": set, revision " + after.revision();
    String lease = after.leasedBy().isEmpty() ? "" : ", leased by " + after.leasedBy();
    return change.before().place() + what + (dryRun ? "" : lease) + "\n" + table.render(style);
  }

  static String replicas(Replicas now) {
    return "%s, revision %s: %d wanted, %d present%n"
        .formatted(now.place(), now.revision(), now.wanted(), now.present());
  }

  static String change(ScaleChange change, boolean dryRun) {
    return "%s: %d → %d%s%n"
        .formatted(
            change.before().place(),
            change.before().wanted(),
            change.after(),
            dryRun ? " would be asked for (nothing was done)" : " asked for");
  }

  private static String share(Weights weights, String name) {
    return BigDecimal.valueOf(100 * weights.share(name))
            .round(new MathContext(3))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
