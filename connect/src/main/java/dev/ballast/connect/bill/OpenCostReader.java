// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import dev.ballast.control.cost.bill.Bill;
import dev.ballast.control.cost.bill.BillRules;
import dev.ballast.control.cost.bill.BillTally;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what OpenCost answers to {@code /allocation}: sets by time, each from a name to its costs.
 * OpenCost names no currency, so it has to be said.
 */
public final class OpenCostReader {

  private static final String AMOUNT = "totalCost";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String currency;

  public OpenCostReader(String currency) {
    this.currency = currency;
  }

  /**
   * Reads an answer, or a file that holds one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public Bill read(String text) {
    JsonNode answer;
    try {
      answer = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("allocation: " + e.getOriginalMessage(), e);
    }
    int code = answer.path("code").asInt(200);
    if (code != 200 || !answer.path("data").isArray()) {
      throw new IllegalArgumentException(
          "allocation: code %d, %s (expected: code 200 and data, as OpenCost answers)"
              .formatted(code, answer.path("message").asString("no data")));
    }
    BillTally tally = new BillTally(BillRules.USUAL, AMOUNT);
    long number = 0;
    for (JsonNode set : answer.path("data")) {
      for (Map.Entry<String, JsonNode> entry : set.properties()) {
        number++;
        add(tally, number, entry.getKey(), entry.getValue());
      }
    }
    return tally.bill();
  }

  private void add(BillTally tally, long number, String name, JsonNode allocation) {
    JsonNode cost = allocation.path(AMOUNT);
    if (!cost.isNumber()) {
      tally.broken(number, name + ": " + AMOUNT + ": " + cost + " (expected: a number)");
      return;
    }
    BigDecimal amount = cost.decimalValue();
    if (amount.signum() < 0) {
      tally.broken(number, name + ": " + AMOUNT + ": " + amount + " (expected: 0 or more)");
      return;
    }
    tally.add(currency, "Usage", "", name, amount);
    JsonNode window = allocation.path("window");
    Instant start = time(window.path("start"));
    Instant end = time(window.path("end"));
    if (start.isBefore(end) && !start.equals(Instant.EPOCH)) {
      tally.covers(currency, start, end);
    }
  }

  private static Instant time(JsonNode node) {
    try {
      return node.isString() ? Instant.parse(node.asString()) : Instant.EPOCH;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
