// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.bill.FocusReader;
import dev.ballast.control.cost.bill.Bill;
import dev.ballast.control.cost.bill.BillRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast roi import focus}: a cloud's bill in the format of the FinOps Foundation. */
@Command(
    name = "focus",
    description = "Add up a cost and usage file of FOCUS 1.0 to 1.3 (CSV, also .gz).",
    footer = {
      "",
      "Tax, credits and corrections of earlier months are added up beside what counts, unless a flag",
      "lets them count. Rows that cannot be understood are told with their line and are in no sum.",
      "",
      "  ballast roi import focus bill.csv --by tag:service -o json > bill.json",
      "  ballast roi shop.yaml --bill bill.json",
      "",
      "Exit codes: 0 all read, 1 with --fail when rows were not, 2 no such file or not of FOCUS."
    })
final class FocusCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE|-", description = "The file; - is standard input.")
  private String from = "";

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "What is added up together: a column such as ServiceName, RegionId, AvailabilityZone,"
              + " SubAccountId, ResourceId, or tag:KEY. Default: ${DEFAULT-VALUE}.")
  private String by = "ServiceName";

  @Option(
      names = "--amount",
      paramLabel = "COST",
      description = "Which cost: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private FocusReader.Amount amount = FocusReader.Amount.EFFECTIVE;

  @Option(names = "--with-tax", description = "Let charges of the category Tax count.")
  private boolean tax;

  @Option(names = "--with-credits", description = "Let charges of the category Credit count.")
  private boolean credits;

  @Option(names = "--with-corrections", description = "Let corrections of earlier months count.")
  private boolean corrections;

  @Option(names = "--fail", description = "Exit with 1 when a row could not be understood.")
  private boolean fail;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FocusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FocusReader reader = new FocusReader(new BillRules(tax, credits, corrections), amount, by);
    Bill bill;
    try (InputStream in = CsvInput.open(from, "a FOCUS file as CSV", terminal)) {
      bill = reader.read(in);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(from + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.usage(from + ": cannot be read (" + Text.reason(e) + ")");
    }
    BillText.print(bill, output, terminal);
    return fail && bill.isIncomplete() ? Exit.BAD : Exit.OK;
  }
}
