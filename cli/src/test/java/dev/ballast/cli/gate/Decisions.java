// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Decisions as a server answers them. */
final class Decisions {

  private static final String CONSERVATIVE =
      """
      {"service":"payments","verdict":"allow_slower","strategy":"conservative",
       "change_class":"normal","slo":"payments-availability","budget_remaining":0.345,
       "plan":{"weights":[5,10,50,100],
               "stages":[{"percent":5,"dwell_seconds":2400.0},{"percent":10,"dwell_seconds":2400.0},
                         {"percent":50,"dwell_seconds":2400.5},{"percent":100,"dwell_seconds":0.0}],
               "speed":"staggered over 2 to 3 hours","risk_tolerance":"medium",
               "least_seconds":7200.0,"finish_by":"2026-03-01T12:00:00Z",
               "monitoring":{"check_every_seconds":60.0,"hands_on":false,"watched_by":""}},
       "table":{"policy":"default","strategy":"conservative","row":"20 % to 50 %"},
       "hysteresis":{"held_to":"conservative","since":"2026-03-01T08:00:00Z","margin":0.02,
                     "dwell_seconds":1800.0,"loosens_to":null,"loosens_at":null},
       "reasons":["34.5 % of the budget is left","Canary 5 % -> 10 % -> 50 % -> 100 %"],
       "evidence":[],"evaluated_at":"2026-03-01T09:00:00.123Z"}
      """;

  private Decisions() {}

  static String json(String verdict) {
    return CONSERVATIVE.replace("allow_slower", verdict);
  }

  static Decision of(String verdict) {
    return Decision.of(JsonMapper.shared().readTree(json(verdict)));
  }

  /** With other texts. */
  static Decision with(String verdict, Map<String, String> texts) {
    ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(json(verdict));
    texts.forEach(
        (name, value) -> {
          if (name.equals("reason")) {
            json.putArray("reasons").add(value);
          } else {
            json.put(name, value);
          }
        });
    return Decision.of(json);
  }
}
