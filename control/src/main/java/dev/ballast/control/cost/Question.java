// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.Money;
import dev.ballast.model.quantity.Ratio;
import java.util.Optional;

/**
 * What is asked beyond what is best.
 *
 * @param target a share of requests that every journey has to serve, instead of its objective
 * @param confidence the share of years that have to keep it
 * @param budget what may be spent more than now in a year
 */
public record Question(Optional<Ratio> target, Ratio confidence, Optional<Money> budget) {

  public static final Question NONE =
      new Question(Optional.empty(), new Ratio(0.9), Optional.empty());
}
