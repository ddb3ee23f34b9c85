// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** What reliability costs and is worth, for those who decide. */
public record CostView(String sentence, String sub, List<Model> models) {

  /** One model with its pictures; {@code problem} stands for all of it when it is not empty. */
  public record Model(
      String name,
      String problem,
      List<String> advice,
      List<Option> options,
      String basis,
      Frontier frontier,
      Strip strip,
      List<String> spare,
      List<Journey> journeys) {
    public Model {
      advice = List.copyOf(advice);
      options = List.copyOf(options);
      spare = List.copyOf(spare);
      journeys = List.copyOf(journeys);
    }
  }

  /**
   * What could be bought together, as a bar from 0 to 100: what is spent, then what is lost, and a
   * mark for the worst years.
   *
   * @param number its place on the frontier; empty when another is better in both
   * @param badges such as {@code best on average}
   */
  public record Option(
      String number,
      String name,
      List<String> badges,
      String spendWidth,
      String lossWidth,
      String tail,
      String spend,
      String loss,
      String total,
      String worst) {
    public Option {
      badges = List.copyOf(badges);
    }
  }

  /** What less loss costs: spend to the right, loss upwards. */
  public record Frontier(
      String path,
      List<Dot> dots,
      List<Chart.Tick> rows,
      List<Chart.Tick> columns,
      String summary) {
    public Frontier {
      dots = List.copyOf(dots);
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /** An option on it, or beside it when the number is empty. */
  public record Dot(String x, String y, String number, String css, String title) {}

  /**
   * For which values each option is the best, from little to much.
   *
   * @param here where the model's own value is
   */
  public record Strip(List<Piece> pieces, String here, String hereText, List<Chart.Tick> ticks) {
    public Strip {
      pieces = List.copyOf(pieces);
      ticks = List.copyOf(ticks);
    }
  }

  /** One option's values. */
  public record Piece(String x, String width, String css, String name, String range) {}

  /** What the running system says about a journey. */
  public record Journey(
      String name, String link, String served, List<Part> parts, String note, Purse purse) {
    public Journey {
      parts = List.copyOf(parts);
    }
  }

  /** One service and its share of the loss, as a bar. */
  public record Part(String service, String link, String width, String money, String text) {}

  /** An error budget as a currency; {@code problem} says why there is none. */
  public record Purse(String problem, Meter left, String leftText, List<IncidentView.Fact> prices) {
    public Purse {
      prices = List.copyOf(prices);
    }
  }

  public CostView {
    models = List.copyOf(models);
  }
}
