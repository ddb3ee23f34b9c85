// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.util.Map;
import java.util.Optional;

/**
 * One request as a handler sees it.
 *
 * @param parameters path parameters and query parameters by name
 * @param authorization the bearer token, empty when there is none
 */
public record Call(Map<String, String> parameters, String authorization) {

  public Call {
    parameters = Map.copyOf(parameters);
  }

  /** A parameter that must be there. */
  public String text(String name) {
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new BadRequestException(name + ": missing (expected: a value)"));
  }

  /** A parameter that must be a whole number. */
  public int number(String name) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadRequestException(name + ": " + text + " (expected: a whole number)");
    }
  }
}
