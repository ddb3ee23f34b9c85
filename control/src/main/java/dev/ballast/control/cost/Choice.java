// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.Money;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One portfolio, judged by whole years.
 *
 * @param investments by name; none is the present state
 * @param spend a year's cost to run it, with what is paid once spread
 * @param exactLoss the mean loss by formula; empty when only simulation knows it
 * @param total of spend and loss, over simulated years
 * @param journeys in the order of the model
 */
public record Choice(
    List<String> investments,
    Money spend,
    OptionalDouble exactLoss,
    Yearly total,
    List<Service> journeys) {

  public Choice {
    investments = List.copyOf(investments);
    journeys = List.copyOf(journeys);
  }

  /**
   * What a year costs in all.
   *
   * @param standardError of the mean
   * @param cvar95 the mean of the worst twentieth of years
   */
  public record Yearly(
      double mean,
      double standardError,
      double median,
      double p10,
      double p90,
      double p95,
      double p99,
      double cvar95) {}

  /**
   * What users of a journey get.
   *
   * @param served the share in the long run
   * @param lostMinutes a year, of full outage
   * @param met the share of years that keep the objective
   */
  public record Service(String journey, double served, double lostMinutes, double met) {}

  /** The mean of what it costs in all: by formula where there is one. */
  public double mean() {
    return exactLoss.isPresent() ? spend.value() + exactLoss.getAsDouble() : total.mean();
  }

  /** What is still lost on average. */
  public double loss() {
    return mean() - spend.value();
  }

  /** For people: the names, or what it means that there are none. */
  public String title() {
    return investments.isEmpty() ? "as it is" : String.join(" + ", investments);
  }
}
