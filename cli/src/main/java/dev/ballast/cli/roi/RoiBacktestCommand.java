// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.bill.LossReader;
import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.Effort;
import dev.ballast.control.cost.Loss;
import dev.ballast.control.cost.LossHistory;
import dev.ballast.control.cost.LossReview;
import dev.ballast.control.cost.Question;
import dev.ballast.control.cost.RoiAnalysis;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Journey;
import dev.ballast.server.cost.LossReviewJson;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast roi backtest}: would the past have been foreseen, and is the model right? */
@Command(
    name = "backtest",
    description = "Hold forecasts of losses, and a CostModel, against what incidents have cost.",
    footer = {
      "",
      "FILE has a header and a row for each incident: time,loss or, with --model, time,minutes and",
      "perhaps share (of users, 0 to 1). Each period is foreseen from those before it only; 80 %% of",
      "the intervals should hold what came. Periods without incidents count: leave none out.",
      "Rows that cannot be understood are told with their line and are in no sum.",
      "",
      "  ballast roi backtest incidents.csv --by month",
      "  ballast roi losses -o csv | ballast roi backtest - --by week --model shop.yaml",
      "",
      "Exit codes: 0 told, 1 with --fail when the intervals are too narrow or rows were not",
      "understood, 2 wrong input."
    })
final class RoiBacktestCommand implements Callable<Integer> {

  private static final int LEAST_WARM_UP = 2;

  @Parameters(paramLabel = "FILE|-", description = "The losses; - is standard input.")
  private String from = "";

  @Option(
      names = "--by",
      paramLabel = "PERIOD",
      description = "How long a period is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private LossHistory.Length length = LossHistory.Length.QUARTER;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "Since when losses are written down. Default: the first incident's period.")
  private @Nullable LocalDate since;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Until when, that day not included. Default: the end of the last one's period.")
  private @Nullable LocalDate until;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Periods before the first forecast. Default: ${DEFAULT-VALUE}.")
  private int warmUp = 8;

  @Option(
      names = "--model",
      paramLabel = "FILE|DIR",
      description = "A CostModel: prices minutes, and is held against what was lost.")
  private @Nullable Path model;

  @Option(
      names = "--journey",
      paramLabel = "NAME",
      description = "Whose minutes they are. Default: the only one of the model.")
  private String journey = "";

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--fail",
      description = "Exit with 1 when the intervals are too narrow, or rows were not understood.")
  private boolean fail;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RoiBacktestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (warmUp < LEAST_WARM_UP) {
      throw CommandFailure.usage("--warm-up: " + warmUp + " (expected: 2 or more)");
    }
    CostModel priced = model == null ? null : model(model);
    LossReader.Read read = read(priced);
    LossReview review =
        LossReview.of(
            history(read.losses()),
            warmUp,
            seed,
            priced == null ? OptionalDouble.empty() : OptionalDouble.of(expected(priced)));
    String currency = priced == null ? "" : priced.currency();
    JsonNode document =
        Json.read(Json.text(LossReviewJson.of(review, currency, read.broken())), JsonNode.class);
    output.print(terminal, document, () -> LossReviewText.of(review, currency, terminal.style()));
    read.problems().forEach(p -> terminal.err().println(from + ":" + p.line() + ": " + p.text()));
    if (read.broken() > 0) {
      terminal
          .err()
          .println(
              Text.counted(read.broken(), "row") + " not understood: the sums above lack them");
    }
    boolean narrow = review.calibration() == LossReview.Calibration.TOO_NARROW;
    return fail && (narrow || read.broken() > 0) ? Exit.BAD : Exit.OK;
  }

  private static CostModel model(Path file) {
    List<CostModel> all = CostFiles.chosen(CostFiles.plans(List.of(file)), "");
    if (all.size() > 1) {
      throw CommandFailure.usage(
          "--model: %s has %d CostModels (expected: one)".formatted(file, all.size()));
    }
    return all.getFirst();
  }

  /** What a year loses as things are, on average. */
  private double expected(CostModel priced) {
    try {
      return RoiAnalysis.of(
              priced, List.of(), Question.NONE, CostFiles.effort(Effort.USUAL_YEARS, seed))
          .present()
          .loss();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("CostModel " + priced.name() + ": " + e.getMessage());
    }
  }

  private LossReader.Read read(@Nullable CostModel priced) {
    OptionalDouble minute =
        priced == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(BudgetPrice.of(priced, journey(priced)).minuteValue());
    try (InputStream in = CsvInput.open(from, "losses as CSV, also .gz", terminal)) {
      return new LossReader(minute).read(in);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(from + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.usage(from + ": cannot be read (" + Text.reason(e) + ")");
    }
  }

  private Journey journey(CostModel priced) {
    return priced.journeys().stream()
        .filter(j -> journey.isEmpty() ? priced.journeys().size() == 1 : j.name().equals(journey))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "--journey: %s (expected: one of %s)"
                        .formatted(
                            journey.isEmpty() ? "missing" : journey,
                            priced.journeys().stream()
                                .map(Journey::name)
                                .collect(Collectors.joining(", ")))));
  }

  private LossHistory history(List<Loss> losses) {
    if (losses.isEmpty()) {
      throw CommandFailure.usage(from + ": no incident (expected: a row for each)");
    }
    LocalDate first = day(losses.stream().map(Loss::at).min(Instant::compareTo).orElseThrow());
    LocalDate last = day(losses.stream().map(Loss::at).max(Instant::compareTo).orElseThrow());
    try {
      return LossHistory.of(
          losses,
          length,
          since == null ? length.startOf(first) : since,
          until == null ? length.after(length.startOf(last)) : until);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
